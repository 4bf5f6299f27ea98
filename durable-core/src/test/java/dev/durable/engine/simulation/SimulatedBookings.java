package dev.durable.engine.simulation;

import dev.durable.annotation.Activity;
import dev.durable.annotation.Retry;

/** What {@link Errand} calls for effects that are there exactly once if the call completes. */
@Activity(
        transactional = true,
        startToCloseTimeout = "3s",
        retry = @Retry(initialInterval = "200ms", maximumAttempts = 6))
public interface SimulatedBookings {

    /** Writes something; may fail, and may be repeated. */
    String book(String step);
}
