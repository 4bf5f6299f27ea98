package dev.durable.store;

import dev.durable.payload.FailureInfo;
import java.time.Instant;
import java.util.UUID;

/**
 * That an update which came as a message was not accepted. Kept for a while for whoever asked for the update; not part of the run.
 *
 * @param messageId the message that asked for the update
 * @param rejectedAt when it was rejected
 * @param failure why
 */
public record UpdateRejection(UUID messageId, Instant rejectedAt, FailureInfo failure) {}
