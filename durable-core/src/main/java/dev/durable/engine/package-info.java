/**
 * The replay engine: {@link dev.durable.engine.DurableEngine} puts it together and starts and stops it. Internal but for that
 * class and the settings, which auto-configuration and tests use.
 */
@NullMarked
package dev.durable.engine;

import org.jspecify.annotations.NullMarked;
