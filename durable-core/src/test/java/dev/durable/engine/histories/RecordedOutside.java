package dev.durable.engine.histories;

import dev.durable.activity.RetryOptions;
import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.engine.testing.StoppableCall;
import dev.durable.failure.ActivityFailure;
import dev.durable.workflow.WorkflowContext;

/** Waits for activities that are completed, fail and are canceled from outside. */
@Workflow
class RecordedOutside {

    private final WorkflowContext workflow;
    private final RecordedActivities activities;
    private boolean enough;

    RecordedOutside(WorkflowContext workflow) {
        this.workflow = workflow;
        this.activities = workflow.activity(
                RecordedActivities.class, StoppableCall.OPTIONS.withRetry(RetryOptions.maximumAttempts(2)));
    }

    @WorkflowMethod
    String run() {
        String answer = activities.call("later, by token");
        answer += ", " + activities.call("later, by ids, at the second attempt");
        try {
            answer += activities.call("later, never");
        } catch (ActivityFailure e) {
            answer += ", " + e.getCause().getMessage();
        }
        StoppableCall call = StoppableCall.of(workflow, () -> activities.call("later, until it is stopped"));
        workflow.await(() -> enough);
        call.stop();
        return answer + ", "
                + call.result()
                        .handle((result, failure) -> result != null ? result : "stopped")
                        .get();
    }

    @SignalMethod
    void enough() {
        enough = true;
    }
}
