package dev.durable.engine.observation;

import org.jspecify.annotations.Nullable;

/** Learns how one attempt of an activity ends. */
@FunctionalInterface
public interface AttemptWatch {

    /** Does nothing. */
    AttemptWatch NONE = (outcome, failure) -> {};

    /**
     * The attempt has ended. Called once, on the thread on which it began, before anybody learns of its end.
     *
     * @param failure what its code or its transaction threw, or null
     */
    void ended(AttemptOutcome outcome, @Nullable Throwable failure);
}
