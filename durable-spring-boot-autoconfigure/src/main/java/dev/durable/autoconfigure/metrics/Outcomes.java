package dev.durable.autoconfigure.metrics;

import dev.durable.engine.observation.AttemptOutcome;
import dev.durable.history.EventType;

/** How outcomes are written in tags of meters and of observations. */
public final class Outcomes {

    private Outcomes() {}

    /** How an attempt of an activity ended. */
    public static String of(AttemptOutcome outcome) {
        return switch (outcome) {
            case RETURNED -> "returned";
            case FAILED -> "failed";
            case LOST -> "lost";
        };
    }

    /** How a run ended, by the event that closed it. */
    public static String of(EventType closing) {
        return switch (closing) {
            case WorkflowExecutionCompleted -> "completed";
            case WorkflowExecutionFailed -> "failed";
            case WorkflowExecutionCanceled -> "canceled";
            case WorkflowExecutionTerminated -> "terminated";
            case WorkflowExecutionTimedOut -> "timed_out";
            case WorkflowExecutionContinuedAsNew -> "continued_as_new";
            case WorkflowExecutionReset -> "reset";
            default -> "other";
        };
    }
}
