package dev.durable.engine.histories;

import dev.durable.activity.ActivityCancellationType;
import dev.durable.activity.ActivityOptions;
import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.failure.CanceledFailure;
import dev.durable.workflow.CancellationScope;
import dev.durable.workflow.ChildCancellationType;
import dev.durable.workflow.ParentClosePolicy;
import dev.durable.workflow.WorkflowContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Cancels a scope within a scope with activities and children of each cancellation type; then is canceled, and completes. */
@Workflow
class RecordedScopes {

    private final WorkflowContext workflow;
    private final List<String> ends = new ArrayList<>();
    private boolean enough;

    RecordedScopes(WorkflowContext workflow) {
        this.workflow = workflow;
    }

    @WorkflowMethod
    List<String> run() {
        CancellationScope outer = workflow.newCancellationScope(() -> {
            call(ActivityCancellationType.TRY_CANCEL);
            CancellationScope inner = workflow.newCancellationScope(() -> {
                call(ActivityCancellationType.ABANDON);
                child(ChildCancellationType.TRY_CANCEL);
                child(ChildCancellationType.ABANDON);
            });
            inner.run();
            child(ChildCancellationType.WAIT_CANCELLATION_REQUESTED);
            child(ChildCancellationType.WAIT_CANCELLATION_COMPLETED);
        });
        outer.run();
        workflow.await(() -> enough);
        outer.cancel("enough");
        workflow.await(() -> ends.size() == 6);
        try {
            workflow.await(Duration.ofDays(1), () -> false);
        } catch (CanceledFailure e) {
            ends.add(e.getMessage());
        }
        return ends;
    }

    @SignalMethod
    void enough() {
        enough = true;
    }

    private void call(ActivityCancellationType type) {
        RecordedActivities activities =
                workflow.activity(RecordedActivities.class, ActivityOptions.NONE.withCancellationType(type));
        workflow.async(() -> note("activity " + type, () -> activities.call("later " + type)));
    }

    private void child(ChildCancellationType type) {
        workflow.async(() -> note(
                "child " + type,
                () -> workflow.newChild(RecordedRepetition.class)
                        .id("child " + type)
                        .cancellationType(type)
                        .parentClosePolicy(ParentClosePolicy.ABANDON)
                        .execute(child -> child.run("waits"))));
    }

    private void note(String what, Runnable work) {
        try {
            work.run();
            ends.add(what + " completed");
        } catch (RuntimeException e) {
            ends.add(what + " " + e.getClass().getSimpleName());
        }
    }
}
