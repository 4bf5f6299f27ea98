package dev.durable.history;

import dev.durable.payload.FailureInfo;
import dev.durable.payload.Payload;
import dev.durable.payload.StoredJson;
import dev.durable.search.SearchAttributes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Writes attributes of one event; what is empty, zero or null is left out. Not thread-safe. */
final class AttributeWriter {

    private final JsonGenerator generator;

    AttributeWriter(JsonGenerator generator) {
        this.generator = generator;
    }

    AttributeWriter text(Attribute attribute, @Nullable Object value) {
        String text = value == null ? "" : value.toString();
        if (!text.isEmpty()) {
            generator.writeStringProperty(attribute.text(), text);
        }
        return this;
    }

    AttributeWriter texts(Attribute attribute, List<String> values) {
        if (!values.isEmpty()) {
            generator.writeName(attribute.text());
            generator.writeStartArray();
            values.forEach(generator::writeString);
            generator.writeEndArray();
        }
        return this;
    }

    AttributeWriter number(Attribute attribute, int value) {
        if (value != 0) {
            generator.writeNumberProperty(attribute.text(), value);
        }
        return this;
    }

    AttributeWriter decimal(Attribute attribute, double value) {
        generator.writeNumberProperty(attribute.text(), value);
        return this;
    }

    AttributeWriter duration(Attribute attribute, @Nullable Duration value) {
        return value == null || value.isZero() ? this : text(attribute, value);
    }

    /** Writes a choice, unless it is the one that absence stands for. */
    <E extends Enum<E>> AttributeWriter choice(Attribute attribute, E value, E absent) {
        return value == absent ? this : text(attribute, value.name());
    }

    AttributeWriter payload(Attribute attribute, Payload value) {
        return value.equals(Payload.NULL) ? this : payloadOrNull(attribute, value);
    }

    AttributeWriter payloadOrNull(Attribute attribute, @Nullable Payload value) {
        if (value != null) {
            generator.writeName(attribute.text());
            StoredJson.writePayload(generator, value);
        }
        return this;
    }

    AttributeWriter payloads(Attribute attribute, List<Payload> values) {
        StoredJson.writePayloads(generator, attribute.text(), values);
        return this;
    }

    AttributeWriter namedPayloads(Attribute attribute, Map<String, Payload> values) {
        return object(
                attribute,
                !values.isEmpty(),
                () -> new TreeMap<>(values).forEach((name, value) -> {
                    generator.writeName(name);
                    StoredJson.writePayload(generator, value);
                }));
    }

    AttributeWriter failure(Attribute attribute, @Nullable FailureInfo value) {
        if (value != null) {
            generator.writeName(attribute.text());
            StoredJson.writeFailure(generator, value);
        }
        return this;
    }

    AttributeWriter searchAttributes(Attribute attribute, SearchAttributes value) {
        if (!value.isEmpty()) {
            generator.writeName(attribute.text());
            SearchAttributesJson.write(generator, value);
        }
        return this;
    }

    /** Writes an object with the attributes that the content writes. */
    AttributeWriter object(Attribute attribute, boolean present, Runnable content) {
        if (present) {
            generator.writeName(attribute.text());
            generator.writeStartObject();
            content.run();
            generator.writeEndObject();
        }
        return this;
    }
}
