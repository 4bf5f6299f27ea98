package dev.durable.payload;

import dev.durable.failure.DurableFailure;

/** Turns exceptions into their stored form and back, causes included. Thread-safe. */
public interface FailureConverter {

    /** The stored form of an exception and its causes. Never fails: what cannot be encoded is left out with a note. */
    FailureInfo toInfo(Throwable throwable);

    /**
     * The exception that stands for a stored failure. Exceptions of application classes come back as
     * {@link dev.durable.failure.ApplicationFailure} with the class name as type, with the original stack trace.
     */
    DurableFailure toFailure(FailureInfo info);
}
