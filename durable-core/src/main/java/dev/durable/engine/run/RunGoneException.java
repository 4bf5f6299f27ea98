package dev.durable.engine.run;

/**
 * The run does not answer here: it has closed, another node has it, this node stops, or its code gets nothing now. The store knows more,
 * and takes what is meant for the run.
 */
public final class RunGoneException extends RuntimeException {

    RunGoneException(String workflowId) {
        super("Workflow '" + workflowId + "' does not answer on this node", null, false, false);
    }
}
