package dev.durable.payload;

import dev.durable.failure.DurableFailure;
import java.io.StringWriter;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * A converter of failures that encodes messages and stack traces by codecs. Types, kinds and whether a retry makes sense stay
 * readable. Decodes whether it encodes or not. Thread-safe.
 */
final class EncodingFailureConverter implements FailureConverter {

    private static final String MESSAGE = "message";
    private static final String STACK_TRACE = "stackTrace";

    private final FailureConverter plain;
    private final CodecChain codecs;
    private final boolean encodes;

    EncodingFailureConverter(FailureConverter plain, CodecChain codecs, boolean encodes) {
        this.plain = plain;
        this.codecs = codecs;
        this.encodes = encodes;
    }

    @Override
    public FailureInfo toInfo(Throwable throwable) {
        FailureInfo info = plain.toInfo(throwable);
        return encodes ? each(info, this::encode) : info;
    }

    @Override
    public DurableFailure toFailure(FailureInfo info) {
        return plain.toFailure(each(info, this::decode));
    }

    @Override
    public FailureInfo readable(FailureInfo info) {
        return each(info, this::decodeOrNote);
    }

    private static FailureInfo each(FailureInfo info, UnaryOperator<FailureInfo> change) {
        FailureInfo changed = change.apply(info);
        FailureInfo cause = info.cause();
        return cause == null ? changed : withCause(changed, each(cause, change));
    }

    /** What has failed must be kept, even if it cannot be told why; it must not be kept readable. */
    private FailureInfo encode(FailureInfo info) {
        if (info.message() == null && info.stackTrace().isEmpty()) {
            return info;
        }
        try {
            Payload encoded = codecs.encode(Payload.json(textOf(info)));
            return encoded.isPlainJson() ? info : with(info, null, "", info.details(), encoded);
        } catch (PayloadException e) {
            return with(info, "(the message could not be encoded: " + e.what() + ")", "", info.details(), null);
        }
    }

    private FailureInfo decode(FailureInfo info) {
        Payload encoded = info.encoded();
        if (encoded == null && info.details().isEmpty()) {
            return info;
        }
        List<Payload> details = info.details().stream().map(codecs::decode).toList();
        return encoded == null
                ? with(info, info.message(), info.stackTrace(), details, null)
                : withText(info, details, codecs.decode(encoded));
    }

    private FailureInfo decodeOrNote(FailureInfo info) {
        try {
            return decode(info);
        } catch (PayloadException e) {
            return with(info, "(cannot be decoded: " + e.what() + ")", "", info.details(), null);
        }
    }

    private static String textOf(FailureInfo info) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = StoredJson.generator(text)) {
            generator.writeStartObject();
            if (info.message() != null) {
                generator.writeStringProperty(MESSAGE, info.message());
            }
            generator.writeStringProperty(STACK_TRACE, info.stackTrace());
            generator.writeEndObject();
        }
        return text.toString();
    }

    private static FailureInfo withText(FailureInfo info, List<Payload> details, Payload text) {
        if (!text.isPlainJson()) {
            throw JacksonPayloadConverter.unknownEncoding(text);
        }
        String message = null;
        String stackTrace = "";
        try (JsonTextReader reader = new JsonTextReader(text.data())) {
            for (String name = reader.firstName(); name != null; name = reader.nextName()) {
                switch (name) {
                    case MESSAGE -> message = reader.readString();
                    case STACK_TRACE -> stackTrace = reader.readText();
                    default -> reader.skip();
                }
            }
        }
        return with(info, message, stackTrace, details, null);
    }

    private static FailureInfo with(
            FailureInfo info,
            @Nullable String message,
            String stackTrace,
            List<Payload> details,
            @Nullable Payload encoded) {
        return new FailureInfo(
                info.kind(),
                info.type(),
                message,
                stackTrace,
                info.nonRetryable(),
                details,
                info.activity(),
                info.child(),
                encoded,
                info.cause(),
                info.nextRetryDelay());
    }

    private static FailureInfo withCause(FailureInfo info, FailureInfo cause) {
        return new FailureInfo(
                info.kind(),
                info.type(),
                info.message(),
                info.stackTrace(),
                info.nonRetryable(),
                info.details(),
                info.activity(),
                info.child(),
                info.encoded(),
                cause,
                info.nextRetryDelay());
    }
}
