package dev.durable.engine.scenario;

import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.workflow.WorkflowContext;

/** Waits for a signal. */
@Workflow
class Waiter {

    private final WorkflowContext workflow;
    private String word = "";

    Waiter(WorkflowContext workflow) {
        this.workflow = workflow;
    }

    @WorkflowMethod
    public String run() {
        workflow.await(() -> !word.isEmpty());
        return word;
    }

    @SignalMethod
    public void go(String with) {
        word = with;
    }
}
