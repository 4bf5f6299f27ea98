package dev.durable.engine.activity;

import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.UUID;

/**
 * Identifies an attempt to those outside who will tell how it ends. As text it is opaque and may stand in an URL.
 *
 * @param runId the run
 * @param scheduledEventId the event that scheduled the activity
 * @param attempt number of the attempt
 */
public record ActivityToken(UUID runId, int scheduledEventId, int attempt) {

    private static final byte VERSION = 1;
    private static final int LENGTH = 1 + 2 * Long.BYTES + 2 * Integer.BYTES;

    /** The token in its text. */
    @Override
    public String toString() {
        ByteBuffer bytes = ByteBuffer.allocate(LENGTH)
                .put(VERSION)
                .putLong(runId.getMostSignificantBits())
                .putLong(runId.getLeastSignificantBits())
                .putInt(scheduledEventId)
                .putInt(attempt);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    /**
     * Reads a token.
     *
     * @throws DurableException {@code DUR-2062} if the text is none
     */
    public static ActivityToken parse(String text) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw illegal(text);
        }
        if (bytes.length != LENGTH || bytes[0] != VERSION) {
            throw illegal(text);
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes, 1, LENGTH - 1);
        return new ActivityToken(new UUID(buffer.getLong(), buffer.getLong()), buffer.getInt(), buffer.getInt());
    }

    private static DurableException illegal(String text) {
        return new DurableException(ErrorCode.ACTIVITY_TOKEN_ILLEGAL, "'" + text + "' is no task token.");
    }
}
