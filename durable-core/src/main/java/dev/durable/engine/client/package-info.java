/**
 * The client API over the engine and the store. Depends on run, replay, definition and the store SPI.
 */
@NullMarked
package dev.durable.engine.client;

import org.jspecify.annotations.NullMarked;
