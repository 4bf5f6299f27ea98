package dev.durable.history;

import dev.durable.failure.ErrorCode;
import dev.durable.payload.JsonTextReader;
import dev.durable.payload.PayloadException;
import dev.durable.payload.StoredJson;
import java.io.StringWriter;
import java.time.DateTimeException;
import java.time.Instant;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;

/**
 * Writes the attributes of events as compact JSON that people can read: payloads stand in it as they are, durations as ISO-8601
 * text, and what is empty, zero or the default is left out. Thread-safe.
 */
public final class JsonEventCodec implements EventCodec {

    private static final int USUAL_LENGTH = 256;

    @Override
    public String encode(HistoryEvent event) {
        StringWriter text = new StringWriter(USUAL_LENGTH);
        try (JsonGenerator generator = StoredJson.generator(text)) {
            generator.writeStartObject();
            new EventWriter(generator).writeAttributes(event);
            generator.writeEndObject();
        } catch (JacksonException e) {
            throw new PayloadException(
                    ErrorCode.PAYLOAD_NOT_ENCODABLE,
                    "Event " + event.eventId() + " (" + event.type() + ") cannot be encoded: " + e.getOriginalMessage()
                            + ".",
                    e);
        }
        return text.toString();
    }

    @Override
    public HistoryEvent decode(int eventId, Instant time, EventType type, String attributes) {
        try (JsonTextReader reader = new JsonTextReader(attributes)) {
            return EventReader.read(eventId, time, type, reader);
        } catch (JacksonException | IllegalArgumentException | DateTimeException e) {
            throw new PayloadException(
                    ErrorCode.PAYLOAD_NOT_DECODABLE,
                    "Event " + eventId + " (" + type + ") cannot be read: " + e.getMessage() + ".",
                    e);
        }
    }
}
