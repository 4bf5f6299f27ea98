package dev.durable.payload;

import dev.durable.failure.RetryState;
import dev.durable.payload.FailureInfo.FailedActivity;
import dev.durable.payload.FailureInfo.FailedChild;
import dev.durable.payload.FailureInfo.Kind;
import java.io.StringWriter;
import java.io.Writer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * How payloads and failures stand inside stored JSON; the codecs of failures and of events share it. Plain payloads stand there
 * as they are, others as an object of {@code $metadata} and {@code $data}. Absent and empty values are left out. Thread-safe.
 */
public final class StoredJson {

    private static final String METADATA = "$metadata";
    private static final String DATA = "$data";
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamWriteConstraints(
                    StreamWriteConstraints.builder().maxNestingDepth(10_000).build())
            .build();

    private StoredJson() {}

    /** A generator of compact JSON text. */
    public static JsonGenerator generator(Writer target) {
        return FACTORY.createGenerator(ObjectWriteContext.empty(), target);
    }

    /** Writes a payload where a value is expected. */
    public static void writePayload(JsonGenerator generator, Payload payload) {
        if (payload.isPlainJson() && !looksWrapped(payload.data())) {
            generator.writeRawValue(payload.data());
            return;
        }
        generator.writeStartObject();
        generator.writeName(METADATA);
        generator.writeStartObject();
        new TreeMap<>(payload.metadata()).forEach(generator::writeStringProperty);
        generator.writeEndObject();
        generator.writeStringProperty(DATA, payload.data());
        generator.writeEndObject();
    }

    /** Writes a property of payloads, unless there are none. */
    public static void writePayloads(JsonGenerator generator, String name, List<Payload> payloads) {
        if (!payloads.isEmpty()) {
            generator.writeName(name);
            generator.writeStartArray();
            payloads.forEach(payload -> writePayload(generator, payload));
            generator.writeEndArray();
        }
    }

    /** Data that could be taken for the wrapped form is wrapped as well, so that it comes back as it was. */
    private static boolean looksWrapped(String data) {
        return data.startsWith("{") && (data.contains(METADATA) || data.contains("\\u0024"));
    }

    /** The text that {@link #writePayload} writes. */
    static String toText(Payload payload) {
        if (payload.isPlainJson() && !looksWrapped(payload.data())) {
            return payload.data();
        }
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = generator(text)) {
            writePayload(generator, payload);
        }
        return text.toString();
    }

    /** Reads a payload. */
    public static Payload readPayload(JsonTextReader reader) {
        return fromText(reader.readRaw());
    }

    /** The payload that {@link #writePayload} has written as the text. */
    static Payload fromText(String text) {
        return text.startsWith("{") && text.contains(METADATA) ? unwrap(text) : toPayload(text);
    }

    /** Reads an array of payloads. */
    public static List<Payload> readPayloads(JsonTextReader reader) {
        return reader.readArray(() -> readPayload(reader));
    }

    private static Payload toPayload(String raw) {
        return raw.equals("null") ? Payload.NULL : Payload.json(raw);
    }

    private static Payload unwrap(String raw) {
        Map<String, String> metadata = Map.of();
        String data = "null";
        try (JsonTextReader reader = new JsonTextReader(raw)) {
            for (String name = reader.firstName(); name != null; name = reader.nextName()) {
                switch (name) {
                    case METADATA -> metadata = readMetadata(reader);
                    case DATA -> data = reader.readText();
                    default -> reader.skip();
                }
            }
        }
        return new Payload(data, metadata);
    }

    private static Map<String, String> readMetadata(JsonTextReader reader) {
        Map<String, String> metadata = new HashMap<>();
        for (String key = reader.firstName(); key != null; key = reader.nextName()) {
            metadata.put(key, reader.readText());
        }
        return metadata;
    }

    /** Writes a failure where a value is expected. */
    public static void writeFailure(JsonGenerator generator, FailureInfo failure) {
        generator.writeStartObject();
        generator.writeStringProperty("kind", failure.kind().name());
        writeText(generator, "type", failure.type());
        if (failure.message() != null) {
            generator.writeStringProperty("message", failure.message());
        }
        if (failure.nonRetryable()) {
            generator.writeBooleanProperty("nonRetryable", true);
        }
        if (failure.nextRetryDelay() != null) {
            generator.writeStringProperty(
                    "nextRetryDelay", failure.nextRetryDelay().toString());
        }
        writePayloads(generator, "details", failure.details());
        if (failure.activity() != null) {
            writeActivity(generator, failure.activity());
        }
        if (failure.child() != null) {
            writeChild(generator, failure.child());
        }
        writeText(generator, "stackTrace", failure.stackTrace());
        if (failure.encoded() != null) {
            generator.writeName("encoded");
            writePayload(generator, failure.encoded());
        }
        if (failure.cause() != null) {
            generator.writeName("cause");
            writeFailure(generator, failure.cause());
        }
        generator.writeEndObject();
    }

    private static void writeText(JsonGenerator generator, String name, String text) {
        if (!text.isEmpty()) {
            generator.writeStringProperty(name, text);
        }
    }

    private static void writeActivity(JsonGenerator generator, FailedActivity activity) {
        generator.writeName("activity");
        generator.writeStartObject();
        generator.writeNumberProperty("scheduledEventId", activity.scheduledEventId());
        generator.writeNumberProperty("attempt", activity.attempt());
        generator.writeStringProperty("retryState", activity.retryState().name());
        generator.writeEndObject();
    }

    private static void writeChild(JsonGenerator generator, FailedChild child) {
        generator.writeName("child");
        generator.writeStartObject();
        generator.writeStringProperty("workflowId", child.workflowId());
        generator.writeStringProperty("runId", child.runId().toString());
        generator.writeNumberProperty("initiatedEventId", child.initiatedEventId());
        generator.writeEndObject();
    }

    /** Reads a failure. */
    public static FailureInfo readFailure(JsonTextReader reader) {
        Kind kind = Kind.APPLICATION;
        String type = "";
        @Nullable String message = null;
        String stackTrace = "";
        boolean nonRetryable = false;
        @Nullable Duration nextRetryDelay = null;
        List<Payload> details = List.of();
        @Nullable FailedActivity activity = null;
        @Nullable FailedChild child = null;
        @Nullable Payload encoded = null;
        @Nullable FailureInfo cause = null;
        for (String name = reader.firstName(); name != null; name = reader.nextName()) {
            switch (name) {
                case "kind" -> kind = Kind.valueOf(reader.readText());
                case "type" -> type = reader.readText();
                case "message" -> message = reader.readString();
                case "stackTrace" -> stackTrace = reader.readText();
                case "nonRetryable" -> nonRetryable = reader.readBoolean();
                case "nextRetryDelay" -> nextRetryDelay = Duration.parse(reader.readText());
                case "details" -> details = readPayloads(reader);
                case "activity" -> activity = readActivity(reader);
                case "child" -> child = readChild(reader);
                case "encoded" -> encoded = readPayload(reader);
                case "cause" -> cause = readFailure(reader);
                default -> reader.skip();
            }
        }
        return new FailureInfo(
                kind,
                type,
                message,
                stackTrace,
                nonRetryable,
                details,
                activity,
                child,
                encoded,
                cause,
                nextRetryDelay);
    }

    private static FailedActivity readActivity(JsonTextReader reader) {
        int scheduledEventId = 0;
        int attempt = 0;
        RetryState retryState = RetryState.NON_RETRYABLE_FAILURE;
        for (String name = reader.firstName(); name != null; name = reader.nextName()) {
            switch (name) {
                case "scheduledEventId" -> scheduledEventId = reader.readInt();
                case "attempt" -> attempt = reader.readInt();
                case "retryState" -> retryState = RetryState.valueOf(reader.readText());
                default -> reader.skip();
            }
        }
        return new FailedActivity(scheduledEventId, attempt, retryState);
    }

    private static FailedChild readChild(JsonTextReader reader) {
        String workflowId = "";
        UUID runId = new UUID(0, 0);
        int initiatedEventId = 0;
        for (String name = reader.firstName(); name != null; name = reader.nextName()) {
            switch (name) {
                case "workflowId" -> workflowId = reader.readText();
                case "runId" -> runId = UUID.fromString(reader.readText());
                case "initiatedEventId" -> initiatedEventId = reader.readInt();
                default -> reader.skip();
            }
        }
        return new FailedChild(workflowId, runId, initiatedEventId);
    }
}
