package dev.durable.engine.histories;

import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.engine.testing.StoppableCall;
import dev.durable.failure.CanceledFailure;
import dev.durable.workflow.CancellationScope;
import dev.durable.workflow.Promise;
import dev.durable.workflow.WorkflowContext;
import java.time.Duration;

/** Cancels a scope of its own, with an activity that is waited for and a timer; then is canceled itself, and cleans up. */
@Workflow
class RecordedCancellation {

    private final WorkflowContext workflow;
    private final RecordedActivities activities;
    private boolean enough;

    RecordedCancellation(WorkflowContext workflow, RecordedActivities activities) {
        this.workflow = workflow;
        this.activities = activities;
    }

    @WorkflowMethod
    String run() {
        RecordedActivities patient = workflow.activity(RecordedActivities.class, StoppableCall.OPTIONS);
        StoppableCall call = StoppableCall.of(workflow, () -> patient.call("work"));
        CancellationScope nap = workflow.newCancellationScope(() -> workflow.async(this::sleepLong));
        nap.run();
        workflow.await(() -> enough);
        nap.cancel("no time");
        call.stop();
        Promise<String> end = call.result().handle((result, failure) -> result != null ? result : "stopped");
        String first = end.get();
        try {
            sleepLong();
        } catch (CanceledFailure e) {
            workflow.newDetachedCancellationScope(() -> activities.call("clean up after " + first))
                    .run();
            throw e;
        }
        return first;
    }

    private void sleepLong() {
        workflow.sleep(Duration.ofDays(1));
    }

    @SignalMethod
    void enough() {
        enough = true;
    }
}
