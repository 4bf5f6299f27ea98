package dev.durable.history;

import dev.durable.payload.FailureInfo;
import dev.durable.payload.JsonTextReader;
import dev.durable.payload.Payload;
import dev.durable.payload.StoredJson;
import dev.durable.search.SearchAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of one stored event: all that this version knows, whatever the type of the event. What is absent reads as empty,
 * zero or the given default.
 */
final class Attributes {

    private static final UUID NIL = new UUID(0, 0);
    private static final FailureInfo NO_FAILURE =
            new FailureInfo(FailureInfo.Kind.APPLICATION, "", null, "", false, List.of(), null, null);

    private final Map<Attribute, Object> values = new EnumMap<>(Attribute.class);

    /** Reads an object to its end. */
    static Attributes read(JsonTextReader reader) {
        Attributes attributes = new Attributes();
        for (String name = reader.firstName(); name != null; name = reader.nextName()) {
            Attribute attribute = Attribute.named(name);
            if (attribute == null) {
                reader.skip();
            } else {
                attributes.values.put(attribute, value(attribute, reader));
            }
        }
        return attributes;
    }

    private static Object value(Attribute attribute, JsonTextReader reader) {
        return switch (attribute.kind()) {
            case TEXT -> reader.readText();
            case TEXTS -> reader.readArray(reader::readText);
            case NUMBER -> reader.readInt();
            case DECIMAL -> reader.readDouble();
            case PAYLOAD -> StoredJson.readPayload(reader);
            case PAYLOADS -> StoredJson.readPayloads(reader);
            case NAMED_PAYLOADS -> namedPayloads(reader);
            case FAILURE -> StoredJson.readFailure(reader);
            case SEARCH_ATTRIBUTES -> SearchAttributesJson.read(reader);
            case OBJECT -> read(reader);
        };
    }

    private static Map<String, Payload> namedPayloads(JsonTextReader reader) {
        Map<String, Payload> payloads = new LinkedHashMap<>();
        for (String name = reader.firstName(); name != null; name = reader.nextName()) {
            payloads.put(name, StoredJson.readPayload(reader));
        }
        return payloads;
    }

    boolean has(Attribute attribute) {
        return values.containsKey(attribute);
    }

    String text(Attribute attribute) {
        return get(attribute, "");
    }

    @Nullable
    String textOrNull(Attribute attribute) {
        String text = text(attribute);
        return text.isEmpty() ? null : text;
    }

    List<String> texts(Attribute attribute) {
        return get(attribute, List.of());
    }

    int number(Attribute attribute) {
        return get(attribute, 0);
    }

    int number(Attribute attribute, int absent) {
        return get(attribute, absent);
    }

    double decimal(Attribute attribute, double absent) {
        return get(attribute, absent);
    }

    Duration duration(Attribute attribute, Duration absent) {
        Duration duration = durationOrNull(attribute);
        return duration == null ? absent : duration;
    }

    @Nullable
    Duration durationOrNull(Attribute attribute) {
        String text = textOrNull(attribute);
        return text == null ? null : Duration.parse(text);
    }

    @Nullable
    Instant timeOrNull(Attribute attribute) {
        String text = textOrNull(attribute);
        return text == null ? null : Instant.parse(text);
    }

    UUID runId(Attribute attribute) {
        UUID runId = runIdOrNull(attribute);
        return runId == null ? NIL : runId;
    }

    @Nullable
    UUID runIdOrNull(Attribute attribute) {
        String text = textOrNull(attribute);
        return text == null ? null : UUID.fromString(text);
    }

    <E extends Enum<E>> E choice(Attribute attribute, E absent) {
        String text = textOrNull(attribute);
        return text == null ? absent : Enum.valueOf(absent.getDeclaringClass(), text);
    }

    Payload payload(Attribute attribute) {
        return get(attribute, Payload.NULL);
    }

    @Nullable
    Payload payloadOrNull(Attribute attribute) {
        return (Payload) values.get(attribute);
    }

    List<Payload> payloads(Attribute attribute) {
        return get(attribute, List.of());
    }

    Map<String, Payload> namedPayloads(Attribute attribute) {
        return get(attribute, Map.of());
    }

    FailureInfo failure(Attribute attribute) {
        return get(attribute, NO_FAILURE);
    }

    @Nullable
    FailureInfo failureOrNull(Attribute attribute) {
        return (FailureInfo) values.get(attribute);
    }

    SearchAttributes searchAttributes(Attribute attribute) {
        return get(attribute, SearchAttributes.EMPTY);
    }

    /** The attributes of an attribute; none if it is absent. */
    Attributes object(Attribute attribute) {
        return get(attribute, new Attributes());
    }

    @SuppressWarnings("unchecked") // the attribute's kind says the class
    private <T> T get(Attribute attribute, T absent) {
        return (T) values.getOrDefault(attribute, absent);
    }
}
