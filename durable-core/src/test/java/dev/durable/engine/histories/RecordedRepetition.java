package dev.durable.engine.histories;

import dev.durable.activity.ActivityOptions;
import dev.durable.activity.RetryOptions;
import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.workflow.WorkflowContext;

/** Waits until it is ended in one way or another, and may be repeated. */
@Workflow
class RecordedRepetition {

    private final WorkflowContext workflow;
    private final RecordedActivities activities;
    private boolean finished;

    RecordedRepetition(WorkflowContext workflow) {
        this.workflow = workflow;
        this.activities = workflow.activity(
                RecordedActivities.class, ActivityOptions.NONE.withRetry(RetryOptions.maximumAttempts(1)));
    }

    @WorkflowMethod
    String run(String what) {
        String answer = activities.call(what);
        workflow.await(() -> finished);
        return answer;
    }

    @SignalMethod
    void finish() {
        finished = true;
    }
}
