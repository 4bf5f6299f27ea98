/**
 * The store SPI: what the engine needs from durable storage, in terms of turns, runs, messages and nodes. Stores implement
 * it; applications never call it.
 */
@NullMarked
package dev.durable.store;

import org.jspecify.annotations.NullMarked;
