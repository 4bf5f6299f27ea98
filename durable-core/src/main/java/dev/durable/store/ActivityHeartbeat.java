package dev.durable.store;

import dev.durable.payload.Payload;
import java.time.Instant;

/**
 * Progress that an attempt of an activity has reported.
 *
 * @param details how far it came
 * @param at when it said so
 */
public record ActivityHeartbeat(Payload details, Instant at) {}
