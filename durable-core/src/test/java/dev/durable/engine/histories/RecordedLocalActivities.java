package dev.durable.engine.histories;

import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.failure.ActivityFailure;
import dev.durable.workflow.CancellationScope;
import dev.durable.workflow.Promise;
import dev.durable.workflow.WorkflowContext;
import java.util.ArrayList;
import java.util.List;

/** Calls activities locally: one after another, at the same time, one that fails, and one whose scope is canceled. */
@Workflow
class RecordedLocalActivities {

    private final WorkflowContext workflow;
    private final RecordedActivities local;
    private boolean enough;

    RecordedLocalActivities(WorkflowContext workflow) {
        this.workflow = workflow;
        this.local = workflow.localActivity(RecordedActivities.class);
    }

    @WorkflowMethod
    String run() {
        List<String> seen = new ArrayList<>();
        seen.add(local.call("one"));
        Promise<String> left = workflow.async(() -> call("two"));
        Promise<String> right = workflow.async(() -> call("three"));
        seen.add(left.get() + " and " + right.get());
        CancellationScope scope = workflow.newCancellationScope(() -> workflow.async(() -> seen.add(call("four"))));
        scope.run();
        workflow.await(() -> enough);
        scope.cancel("no time");
        seen.add(call("five"));
        return String.join(", ", seen);
    }

    private String call(String what) {
        try {
            return local.call(what);
        } catch (ActivityFailure e) {
            return e.retryState().name();
        }
    }

    @SignalMethod
    void enough() {
        enough = true;
    }
}
