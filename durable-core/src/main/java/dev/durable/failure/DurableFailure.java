package dev.durable.failure;

import org.jspecify.annotations.Nullable;

/**
 * A failure that is part of the business of workflows: it travels from activities to workflows and from workflows to their
 * callers, is stored with its causes, and fails the workflow if it leaves the workflow's code.
 */
public abstract sealed class DurableFailure extends RuntimeException
        permits ApplicationFailure,
                ActivityFailure,
                ChildWorkflowFailure,
                ExternalWorkflowFailure,
                TimeoutFailure,
                CanceledFailure,
                TerminatedFailure {

    DurableFailure(@Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
