package dev.durable.engine.activity;

import dev.durable.client.FailedAttempt;
import dev.durable.history.InboundEvent;

/** What follows from the end of an attempt. */
public sealed interface AttemptVerdict {

    /**
     * The activity has ended for good.
     *
     * @param outcome {@code ActivityTaskCompleted}, {@code …Failed}, {@code …TimedOut} or {@code …Canceled} (or the end of a local
     *     activity), with event id 0
     */
    record Ends(InboundEvent outcome) implements AttemptVerdict {}

    /**
     * Another attempt is made.
     *
     * @param next the attempt to be made
     * @param failed what went wrong in the attempt before, to be shown
     */
    record Repeats(ActivityTask next, FailedAttempt failed) implements AttemptVerdict {}
}
