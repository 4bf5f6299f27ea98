package dev.durable.engine.replay;

import dev.durable.history.WorkflowExecutionUpdateCompleted;
import org.jspecify.annotations.Nullable;

/**
 * An update that a run has accepted.
 *
 * @param acceptedEventId the event with which it was accepted
 * @param end how its handler ended, or null if it has not
 */
public record KnownUpdate(int acceptedEventId, @Nullable WorkflowExecutionUpdateCompleted end) {}
