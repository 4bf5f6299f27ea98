/**
 * What applications test their workflows with: a test slice, an engine in memory whose time skips, assertions on workflows, crashes, and the
 * replay of what tests and production have recorded. Depends on the auto-configuration and on the engine's builder, probe and replayer.
 */
@NullMarked
package dev.durable.test;

import org.jspecify.annotations.NullMarked;
