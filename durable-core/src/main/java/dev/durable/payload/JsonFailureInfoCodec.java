package dev.durable.payload;

import dev.durable.failure.ErrorCode;
import java.io.StringWriter;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;

/** Writes failures as compact, readable JSON. Thread-safe. */
public final class JsonFailureInfoCodec implements FailureInfoCodec {

    @Override
    public String encode(FailureInfo failure) {
        StringWriter text = new StringWriter(256);
        try (JsonGenerator generator = StoredJson.generator(text)) {
            StoredJson.writeFailure(generator, failure);
        }
        return text.toString();
    }

    @Override
    public FailureInfo decode(String text) {
        try (JsonTextReader reader = new JsonTextReader(text)) {
            return StoredJson.readFailure(reader);
        } catch (JacksonException | IllegalArgumentException e) {
            throw new PayloadException(
                    ErrorCode.PAYLOAD_NOT_DECODABLE, "A stored failure cannot be read: " + e.getMessage() + ".", e);
        }
    }
}
