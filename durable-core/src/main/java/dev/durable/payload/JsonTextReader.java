package dev.durable.payload;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads JSON text from front to back and can hand out the text of a value exactly as it stands there. Not thread-safe.
 *
 * <p>The methods that read a value expect it to come next and leave it behind them. {@code null} reads as null, empty or zero.
 */
public final class JsonTextReader implements AutoCloseable {

    /** Payloads of an application may be deeper and longer than Jackson expects of strangers. */
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(10_000)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private final String text;
    private final JsonParser parser;
    /** The parser is at the first token of the next value already, because it had to look for the end of the array. */
    private boolean atElement;

    /** A reader at the beginning of the text. */
    public JsonTextReader(String text) {
        this.text = text;
        this.parser = FACTORY.createParser(ObjectReadContext.empty(), text);
    }

    /**
     * Goes into an object.
     *
     * @return the name of the first property, whose value comes next; null if there is none
     */
    public @Nullable String firstName() {
        JsonToken token = next();
        if (token == JsonToken.VALUE_NULL) {
            return null;
        }
        require(token, JsonToken.START_OBJECT, "an object");
        return parser.nextName();
    }

    /**
     * Goes on to the next property of an object, after the value of the one before.
     *
     * @return its name; null at the end of the object
     */
    public @Nullable String nextName() {
        return parser.nextName();
    }

    /** Reads an array, each element by the given reader. */
    public <T> List<T> readArray(Supplier<T> element) {
        JsonToken token = next();
        List<T> elements = new ArrayList<>();
        if (token == JsonToken.VALUE_NULL) {
            return elements;
        }
        require(token, JsonToken.START_ARRAY, "an array");
        while (next() != JsonToken.END_ARRAY) {
            atElement = true;
            elements.add(element.get());
        }
        return elements;
    }

    private JsonToken next() {
        if (atElement) {
            atElement = false;
            return parser.currentToken();
        }
        JsonToken token = parser.nextToken();
        if (token == null) {
            throw new StreamReadException(parser, "The text ends too early");
        }
        return token;
    }

    /** Reads a string; numbers and booleans read as their text. */
    public @Nullable String readString() {
        JsonToken token = next();
        if (token == JsonToken.VALUE_NULL) {
            return null;
        }
        if (!token.isScalarValue()) {
            throw new StreamReadException(parser, "Expected a string but found " + token);
        }
        return parser.getString();
    }

    /** Reads a string as {@link #readString()} does, null as the empty string. */
    public String readText() {
        String value = readString();
        return value == null ? "" : value;
    }

    /** Reads a whole number. */
    public int readInt() {
        return next() == JsonToken.VALUE_NULL ? 0 : parser.getIntValue();
    }

    /** Reads a number. */
    public double readDouble() {
        return next() == JsonToken.VALUE_NULL ? 0 : parser.getDoubleValue();
    }

    /** Reads a truth value. */
    public boolean readBoolean() {
        return next() != JsonToken.VALUE_NULL && parser.getBooleanValue();
    }

    /** Leaves a value behind unread. */
    public void skip() {
        next();
        parser.skipChildren();
    }

    /** Reads any value as the text it is, character by character. */
    public String readRaw() {
        next();
        int start = (int) parser.currentTokenLocation().getCharOffset();
        parser.skipChildren();
        parser.finishToken();
        return text.substring(start, (int) parser.currentLocation().getCharOffset());
    }

    private void require(JsonToken actual, JsonToken expected, String what) {
        if (actual != expected) {
            throw new StreamReadException(parser, "Expected " + what + " but found " + actual);
        }
    }

    @Override
    public void close() {
        parser.close();
    }
}
