package dev.durable.history;

import dev.durable.failure.ErrorCode;
import dev.durable.payload.JsonTextReader;
import dev.durable.payload.PayloadException;
import dev.durable.payload.StoredJson;
import java.io.StringWriter;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;

/**
 * A whole history as one JSON document for people and for tests that replay it. Thread-safe.
 *
 * <pre>{@code
 * {
 *   "formatVersion": 1,
 *   "events": [
 *     { "eventId": 1, "time": "2026-03-01T10:00:00Z", "type": "WorkflowExecutionStarted", "attributes": { … } }
 *   ]
 * }
 * }</pre>
 */
public final class HistoryJson {

    /** Version of the document's form; documents of a newer one are refused. */
    public static final int FORMAT_VERSION = 1;

    private final EventCodec codec = new JsonEventCodec();

    /** The document of a history. */
    public String write(List<? extends HistoryEvent> events) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = StoredJson.generator(text)) {
            generator.writeStartObject();
            generator.writeNumberProperty("formatVersion", FORMAT_VERSION);
            generator.writeName("events");
            generator.writeStartArray();
            events.forEach(event -> writeEvent(generator, event));
            generator.writeEndArray();
            generator.writeEndObject();
        }
        return JsonLayout.pretty(text.toString()) + "\n";
    }

    private void writeEvent(JsonGenerator generator, HistoryEvent event) {
        generator.writeStartObject();
        generator.writeNumberProperty("eventId", event.eventId());
        generator.writeStringProperty("time", event.time().toString());
        generator.writeStringProperty("type", event.type().name());
        generator.writeName("attributes");
        generator.writeRawValue(codec.encode(event));
        generator.writeEndObject();
    }

    /**
     * The history of a document.
     *
     * @throws PayloadException if the document cannot be read
     */
    public List<HistoryEvent> read(String document) {
        try (JsonTextReader reader = new JsonTextReader(JsonLayout.compact(document))) {
            List<HistoryEvent> events = List.of();
            int formatVersion = 0;
            for (String name = reader.firstName(); name != null; name = reader.nextName()) {
                switch (name) {
                    case "formatVersion" -> formatVersion = reader.readInt();
                    case "events" -> events = reader.readArray(() -> readEvent(reader));
                    default -> reader.skip();
                }
            }
            requireKnown(formatVersion);
            return events;
        } catch (JacksonException | IllegalArgumentException | DateTimeException e) {
            throw notReadable(e.getMessage(), e);
        }
    }

    private HistoryEvent readEvent(JsonTextReader reader) {
        int eventId = 0;
        String time = "";
        String type = "";
        String attributes = "{}";
        for (String name = reader.firstName(); name != null; name = reader.nextName()) {
            switch (name) {
                case "eventId" -> eventId = reader.readInt();
                case "time" -> time = reader.readText();
                case "type" -> type = reader.readText();
                case "attributes" -> attributes = reader.readRaw();
                default -> reader.skip();
            }
        }
        return codec.decode(eventId, Instant.parse(time), EventType.valueOf(type), attributes);
    }

    private static void requireKnown(int formatVersion) {
        if (formatVersion < 1 || formatVersion > FORMAT_VERSION) {
            throw notReadable(
                    "its format version is " + formatVersion + ", this version reads 1 to " + FORMAT_VERSION, null);
        }
    }

    private static PayloadException notReadable(@Nullable String reason, @Nullable Exception cause) {
        return new PayloadException(
                ErrorCode.PAYLOAD_NOT_DECODABLE, "The recorded history cannot be read: " + reason + ".", cause);
    }
}
