package dev.durable.engine.replay;

import dev.durable.history.WorkflowExecutionContinuedAsNew;

/** Leaves the workflow method when it goes on as a new run. An error, so that code which handles exceptions does not stop it. */
final class ContinueAsNewRequest extends Error {

    private final transient CommandLog.CommandFactory<WorkflowExecutionContinuedAsNew> command;

    ContinueAsNewRequest(CommandLog.CommandFactory<WorkflowExecutionContinuedAsNew> command) {
        super("The workflow goes on as a new run", null, false, false);
        this.command = command;
    }

    CommandLog.CommandFactory<WorkflowExecutionContinuedAsNew> command() {
        return command;
    }
}
