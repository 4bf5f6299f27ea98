package dev.durable.engine.run;

/** The run is not here any more: it has closed, another node has it, or this node stops. The store knows more. */
public final class RunGoneException extends RuntimeException {

    RunGoneException(String workflowId) {
        super("Workflow '" + workflowId + "' is not on this node any more", null, false, false);
    }
}
