/**
 * Schedules at work: when they are due, what they then do, and the client that keeps them. Depends on definition, extension, replay, run, the
 * client API, the store SPI and time.
 */
@NullMarked
package dev.durable.engine.schedule;

import org.jspecify.annotations.NullMarked;
