/**
 * The deterministic inside of one run: workflow threads, promises, commands and their comparison with history. Knows
 * nothing of storage, of other runs or of real time.
 */
@NullMarked
package dev.durable.engine.replay;

import org.jspecify.annotations.NullMarked;
