package dev.durable.autoconfigure.actuate;

import dev.durable.engine.DurableEngine;
import dev.durable.payload.FailureConverter;
import dev.durable.payload.FailureInfo;
import dev.durable.payload.Payload;
import dev.durable.payload.PayloadConverter;
import dev.durable.payload.PayloadException;
import org.jspecify.annotations.Nullable;

/**
 * How much of values one caller gets to see: all of them, decoded, or none. The messages of failures are shown to all unless codecs encode them
 * where they are stored, which says that they are not for everybody.
 */
final class ShownValues {

    private static final String HIDDEN = "******";

    private final boolean shown;
    private final boolean messagesShown;
    private final PayloadConverter payloads;
    private final FailureConverter failures;

    private ShownValues(boolean shown, boolean messagesShown, PayloadConverter payloads, FailureConverter failures) {
        this.shown = shown;
        this.messagesShown = messagesShown;
        this.payloads = payloads;
        this.failures = failures;
    }

    static ShownValues of(DurableEngine engine, boolean shown) {
        FailureConverter failures = engine.failureConverter();
        boolean encoded = failures.toInfo(new IllegalStateException("probe")).encoded() != null;
        return new ShownValues(shown, shown || !encoded, engine.payloadConverter(), failures);
    }

    boolean areShown() {
        return shown;
    }

    @Nullable
    Object value(Payload payload) {
        if (!shown) {
            return HIDDEN;
        }
        try {
            return payloads.fromPayload(payload, Object.class);
        } catch (PayloadException e) {
            return "(" + e.getMessage() + ")";
        }
    }

    FailureDescriptor failure(FailureInfo info) {
        FailureInfo readable = messagesShown ? failures.readable(info) : info;
        FailureInfo cause = readable.cause();
        return new FailureDescriptor(
                readable.type(), messagesShown ? readable.message() : HIDDEN, cause == null ? null : failure(cause));
    }

    @Nullable
    FailureDescriptor failureOrNull(@Nullable FailureInfo info) {
        return info == null ? null : failure(info);
    }
}
