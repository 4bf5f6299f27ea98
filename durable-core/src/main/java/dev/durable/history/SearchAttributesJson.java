package dev.durable.history;

import dev.durable.payload.JsonTextReader;
import dev.durable.search.SearchAttributeType;
import dev.durable.search.SearchAttributeValue;
import dev.durable.search.SearchAttributes;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Search attributes in stored JSON: by name an object of the type and, unless it is removed, the value. */
public final class SearchAttributesJson {

    private static final String TYPE = "type";
    private static final String VALUE = "value";

    private SearchAttributesJson() {}

    /** Writes attributes where a value is expected. */
    public static void write(JsonGenerator generator, SearchAttributes attributes) {
        generator.writeStartObject();
        attributes.values().forEach((name, value) -> {
            generator.writeName(name);
            generator.writeStartObject();
            generator.writeStringProperty(TYPE, value.type().name());
            if (value.value() != null) {
                generator.writeName(VALUE);
                writeValue(generator, value.value());
            }
            generator.writeEndObject();
        });
        generator.writeEndObject();
    }

    private static void writeValue(JsonGenerator generator, Object value) {
        if (value instanceof List<?> list) {
            generator.writeStartArray();
            list.forEach(element -> generator.writeString(element.toString()));
            generator.writeEndArray();
        } else if (value instanceof Long number) {
            generator.writeNumber(number);
        } else if (value instanceof Double number) {
            generator.writeNumber(number);
        } else if (value instanceof Boolean truth) {
            generator.writeBoolean(truth);
        } else {
            generator.writeString(value.toString());
        }
    }

    /** Reads attributes. */
    public static SearchAttributes read(JsonTextReader reader) {
        Map<String, SearchAttributeValue> values = new TreeMap<>();
        for (String name = reader.firstName(); name != null; name = reader.nextName()) {
            values.put(name, readValue(reader));
        }
        return new SearchAttributes(values);
    }

    /** The type is written first. */
    private static SearchAttributeValue readValue(JsonTextReader reader) {
        SearchAttributeType type = SearchAttributeType.KEYWORD;
        Object value = null;
        for (String name = reader.firstName(); name != null; name = reader.nextName()) {
            switch (name) {
                case TYPE -> type = SearchAttributeType.valueOf(reader.readText());
                case VALUE -> value = readValue(reader, type);
                default -> reader.skip();
            }
        }
        return new SearchAttributeValue(type, value);
    }

    private static @Nullable Object readValue(JsonTextReader reader, SearchAttributeType type) {
        return switch (type) {
            case KEYWORD -> reader.readText();
            case KEYWORD_LIST -> reader.readArray(reader::readText);
            case LONG -> Long.valueOf(reader.readText());
            case DOUBLE -> reader.readDouble();
            case BOOLEAN -> reader.readBoolean();
            case DATETIME -> Instant.parse(reader.readText());
        };
    }
}
