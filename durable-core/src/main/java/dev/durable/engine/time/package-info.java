/**
 * The engine's one source of time and timers, so that tests can control it. Depends on the form of ids only.
 */
@NullMarked
package dev.durable.engine.time;

import org.jspecify.annotations.NullMarked;
