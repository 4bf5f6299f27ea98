package dev.durable.engine.simulation;

import dev.durable.annotation.Activity;
import dev.durable.annotation.ActivityMethod;
import dev.durable.annotation.Retry;

/** What {@link Errand} and its like call. */
@Activity(startToCloseTimeout = "3s", retry = @Retry(initialInterval = "200ms", maximumAttempts = 6))
public interface SimulatedActivities {

    /** Does something that may fail, and may be repeated. */
    String work(String step);

    /** Has somebody outside do something that may fail, and may be repeated. */
    @ActivityMethod(startToCloseTimeout = "3s", retry = @Retry(initialInterval = "200ms", maximumAttempts = 3))
    String later(String step);

    /** Does something that must not be done twice. */
    @ActivityMethod(startToCloseTimeout = "3s", retry = @Retry(maximumAttempts = 1))
    String once(String step);
}
