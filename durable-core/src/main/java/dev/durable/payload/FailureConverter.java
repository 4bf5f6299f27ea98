package dev.durable.payload;

import dev.durable.failure.DurableFailure;

/** Turns exceptions into their stored form and back, causes included. Thread-safe. */
public interface FailureConverter {

    /** The stored form of an exception and its causes. Never fails: what cannot be encoded is left out with a note. */
    FailureInfo toInfo(Throwable throwable);

    /**
     * The exception that stands for a stored failure. Exceptions of application classes come back as
     * {@link dev.durable.failure.ApplicationFailure} with the class name as type, with the original stack trace.
     *
     * @throws PayloadException if something in it is encoded and cannot be decoded
     */
    DurableFailure toFailure(FailureInfo info);

    /**
     * A stored failure as people may read it: with message and stack trace where they are encoded, or with a note why they cannot be
     * decoded. Never fails.
     */
    default FailureInfo readable(FailureInfo info) {
        return info;
    }
}
