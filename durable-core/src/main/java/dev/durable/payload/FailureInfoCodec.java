package dev.durable.payload;

/**
 * The stored form of failures, for places that keep one by itself. Thread-safe. What one version wrote, every later one reads.
 */
public interface FailureInfoCodec {

    /** JSON text of the failure and its causes. */
    String encode(FailureInfo failure);

    /**
     * The failure in the JSON text.
     *
     * @throws PayloadException if the text cannot be read
     */
    FailureInfo decode(String text);
}
