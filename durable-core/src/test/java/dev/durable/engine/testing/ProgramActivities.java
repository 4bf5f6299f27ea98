package dev.durable.engine.testing;

import dev.durable.annotation.Activity;
import dev.durable.annotation.Retry;

/** What {@link ProgramWorkflow} calls. */
@Activity(retry = @Retry(initialInterval = "5ms", maximumAttempts = 3))
public interface ProgramActivities {

    /** Does something that may fail. */
    String run(String step);
}
