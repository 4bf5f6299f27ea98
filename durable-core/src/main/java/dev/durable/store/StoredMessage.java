package dev.durable.store;

import dev.durable.history.InboundEvent;
import java.util.UUID;

/**
 * A message that waits for its run.
 *
 * @param messageId identity; UUID version 7
 * @param event the event to be delivered, with event id 0 and the time of its acceptance
 */
public record StoredMessage(UUID messageId, InboundEvent event) {}
