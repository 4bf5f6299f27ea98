/**
 * The client API over the engine and the store. Depends on run, activity, replay, definition, extension, the store SPI and time.
 */
@NullMarked
package dev.durable.engine.client;

import org.jspecify.annotations.NullMarked;
