package dev.durable.engine.activity;

import dev.durable.payload.FailureInfo;
import dev.durable.payload.Payload;

/** How the activity's code ended in one attempt. */
sealed interface AttemptResult {

    /** It returned. */
    record Returned(Payload value) implements AttemptResult {}

    /**
     * It could not be called, threw, or returned what cannot be encoded.
     *
     * @param failure what happened
     * @param info its stored form
     */
    record Thrown(Throwable failure, FailureInfo info) implements AttemptResult {}
}
