package dev.durable.engine.histories;

import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.workflow.WorkflowContext;

/** Ends when it is told that its history has become long, by a threshold that nobody sets any more. */
@Workflow
class RecordedLongHistory {

    private final WorkflowContext workflow;

    RecordedLongHistory(WorkflowContext workflow) {
        this.workflow = workflow;
    }

    @WorkflowMethod
    String run() {
        workflow.await(workflow::isContinueAsNewSuggested);
        return "after " + workflow.historyLength() + " events";
    }

    @SignalMethod
    void note() {}
}
