package dev.durable.engine.activity;

import dev.durable.failure.ApplicationFailure;
import dev.durable.failure.CanceledFailure;
import dev.durable.failure.DurableFailure;
import dev.durable.failure.ErrorCode;
import dev.durable.failure.TimeoutFailure;
import dev.durable.payload.FailureConverter;
import dev.durable.payload.FailureInfo;
import dev.durable.payload.Payload;
import dev.durable.payload.PayloadConverter;
import dev.durable.payload.PayloadException;
import java.lang.reflect.Type;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Converters that know nothing but text; {@link #BROKEN} can neither be encoded nor decoded. */
final class TextPayloads implements PayloadConverter, FailureConverter {

    static final String BROKEN = "broken";

    static final TextPayloads INSTANCE = new TextPayloads();

    private TextPayloads() {}

    static Payload text(String value) {
        return Payload.json('"' + value + '"');
    }

    @Override
    public Payload toPayload(@Nullable Object value) {
        if (value == null) {
            return Payload.NULL;
        }
        if (value.equals(BROKEN)) {
            throw new PayloadException(ErrorCode.PAYLOAD_NOT_ENCODABLE, "The value is broken.", null);
        }
        return text(value.toString());
    }

    @Override
    public @Nullable Object fromPayload(Payload payload, Type type) {
        if (payload.equals(Payload.NULL)) {
            return null;
        }
        String text = payload.data().substring(1, payload.data().length() - 1);
        if (text.equals(BROKEN)) {
            throw new PayloadException(ErrorCode.PAYLOAD_NOT_DECODABLE, "The payload is broken.", null);
        }
        return text;
    }

    @Override
    public @Nullable String whyUnsupported(Type type) {
        return null;
    }

    @Override
    public FailureInfo toInfo(Throwable throwable) {
        if (throwable instanceof TimeoutFailure timeout) {
            return info(FailureInfo.Kind.TIMEOUT, timeout.timeoutType().name(), timeout, false);
        }
        if (throwable instanceof ApplicationFailure failure) {
            return info(FailureInfo.Kind.APPLICATION, failure.type(), failure, failure.isNonRetryable())
                    .withNextRetryDelay(failure.nextRetryDelay());
        }
        FailureInfo.Kind kind =
                throwable instanceof CanceledFailure ? FailureInfo.Kind.CANCELED : FailureInfo.Kind.APPLICATION;
        return info(kind, throwable.getClass().getName(), throwable, false);
    }

    @Override
    public DurableFailure toFailure(FailureInfo info) {
        return ApplicationFailure.of(info.message(), info.type());
    }

    private static FailureInfo info(FailureInfo.Kind kind, String type, Throwable throwable, boolean nonRetryable) {
        return new FailureInfo(kind, type, throwable.getMessage(), "", nonRetryable, List.of(), null, null);
    }
}
