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

    private static final int LONGEST_ROOT = 300;

    DurableFailure(@Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** What went wrong, in one line for people: the message, and what is at the bottom of it, cut if it is long. */
    public final String explanation() {
        String own = textOf(this);
        Throwable last = this;
        while (last.getCause() != null) {
            last = last.getCause();
        }
        String root = textOf(last);
        if (own.contains(root)) {
            return own;
        }
        return own + "; root cause: " + (root.length() > LONGEST_ROOT ? root.substring(0, LONGEST_ROOT) + "…" : root);
    }

    private static String textOf(Throwable failure) {
        String message = failure.getMessage();
        if (message != null && !message.isBlank()) {
            return message;
        }
        return failure instanceof ApplicationFailure application
                ? application.type()
                : failure.getClass().getSimpleName();
    }
}
