/**
 * The replay engine: {@link dev.durable.engine.DurableEngine} puts it together, and {@code CurrentNode} starts and stops its
 * {@code EngineNode}. Internal but for the engine, its builder, insight, probe, replayer and the settings, which auto-configuration and
 * tests use.
 */
@NullMarked
package dev.durable.engine;

import org.jspecify.annotations.NullMarked;
