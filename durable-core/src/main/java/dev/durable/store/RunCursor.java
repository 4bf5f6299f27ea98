package dev.durable.store;

import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The cursor that stores hand out with a page of runs: where the page ended, in a form that invites nobody to read it. */
public final class RunCursor {

    private static final byte VERSION = 1;
    private static final int LENGTH = 1 + 2 * Long.BYTES;

    private RunCursor() {}

    /** The cursor of a page that ended with the run. */
    public static String after(UUID runId) {
        byte[] bytes = ByteBuffer.allocate(LENGTH)
                .put(VERSION)
                .putLong(runId.getMostSignificantBits())
                .putLong(runId.getLeastSignificantBits())
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /**
     * The run with which the page before ended.
     *
     * @throws DurableException {@code DUR-2010} if it is no cursor
     */
    public static UUID lastRunOf(String cursor) {
        ByteBuffer bytes = ByteBuffer.wrap(decode(cursor));
        if (bytes.remaining() != LENGTH || bytes.get() != VERSION) {
            throw illegal(cursor, null);
        }
        return new UUID(bytes.getLong(), bytes.getLong());
    }

    private static byte[] decode(String cursor) {
        try {
            return Base64.getUrlDecoder().decode(cursor);
        } catch (IllegalArgumentException e) {
            throw illegal(cursor, e);
        }
    }

    private static DurableException illegal(String cursor, @Nullable Throwable cause) {
        return new DurableException(
                ErrorCode.FILTER_ILLEGAL, "The cursor '" + cursor + "' does not come from a page of runs.", cause);
    }
}
