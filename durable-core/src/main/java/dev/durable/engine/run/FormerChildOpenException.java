package dev.durable.engine.run;

/** A reset run cannot go on yet, because a child of the run whose place it has taken is about to end. It is tried again soon. */
final class FormerChildOpenException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    FormerChildOpenException(String workflowId) {
        super("Child workflow '" + workflowId + "' of the run that was reset has not ended yet.");
    }
}
