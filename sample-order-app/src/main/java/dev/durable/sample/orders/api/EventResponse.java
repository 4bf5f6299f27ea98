package dev.durable.sample.orders.api;

import dev.durable.history.EventType;
import java.time.Instant;
import tools.jackson.databind.node.ObjectNode;

/**
 * One event of a history.
 *
 * @param eventId position in the history, from 1
 * @param time when it was recorded
 * @param type what kind of event it is
 * @param attributes everything else
 */
record EventResponse(int eventId, Instant time, EventType type, ObjectNode attributes) {}
