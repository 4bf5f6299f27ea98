/**
 * Schedules at work: when they are due, what they then do, and the client that keeps them. Depends on definition, replay, run, the
 * client, the store SPI and time.
 */
@NullMarked
package dev.durable.engine.schedule;

import org.jspecify.annotations.NullMarked;
