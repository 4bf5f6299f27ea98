package dev.durable.payload;

/** The stored form of failures outside of events: JSON text. As lasting as that of events. Thread-safe. */
public interface FailureInfoCodec {

    /** JSON text of a failure and its causes. */
    String encode(FailureInfo failure);

    /**
     * The failure in the JSON text.
     *
     * @throws PayloadException if the text cannot be read
     */
    FailureInfo decode(String text);
}
