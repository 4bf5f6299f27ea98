package dev.durable.engine.replay;

import dev.durable.payload.Payload;
import dev.durable.payload.PayloadConverter;
import dev.durable.payload.PayloadException;
import dev.durable.payload.PayloadUse;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Encodes what workflow code hands out and decodes what it gets. Confined to the run.
 *
 * <p>Whether that works is a matter of the deployment (its mapper, limits, codecs and keys) and may be different in a replay. So a
 * failure ends the step, whatever the code makes of the exception: no path that the code takes then must ever be recorded.
 */
final class RunPayloads {

    private final PayloadConverter converter;
    private boolean replaying;
    private @Nullable PayloadException failure;

    RunPayloads(PayloadConverter converter) {
        this.converter = converter;
    }

    void beginStep(boolean isReplaying) {
        replaying = isReplaying;
        failure = null;
    }

    /** Encodes a value. Limits hold for what is new, not for what was accepted when it was recorded. */
    Payload encode(@Nullable Object value, Type type, PayloadUse use) {
        try {
            return converter.toPayload(value, type, replaying ? use.replayed() : use);
        } catch (PayloadException e) {
            failure = e;
            throw e;
        }
    }

    /** Encodes arguments of the declared types. */
    List<Payload> encodeAll(String of, @Nullable Object[] arguments, List<Type> types) {
        List<Payload> input = new ArrayList<>(arguments.length);
        for (int i = 0; i < arguments.length; i++) {
            input.add(encode(arguments[i], types.get(i), PayloadUse.argument(i, of)));
        }
        return input;
    }

    @Nullable
    Object decode(Payload payload, Type type) {
        try {
            return converter.fromPayload(payload, type);
        } catch (PayloadException e) {
            failure = e;
            throw e;
        }
    }

    /** Whether two payloads stand for the same value. */
    boolean isSame(Payload one, Payload other) {
        return converter.isSame(one, other);
    }

    /** Why the step cannot count, or null if it can. */
    @Nullable
    PayloadException failure() {
        return failure;
    }
}
