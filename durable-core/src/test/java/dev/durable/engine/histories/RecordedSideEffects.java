package dev.durable.engine.histories;

import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.workflow.WorkflowContext;
import java.time.Duration;

/** Evaluates side effects, whose bodies fail if they are evaluated again. */
@Workflow
class RecordedSideEffects {

    private final WorkflowContext workflow;
    private final RecordedActivities activities;
    private int looks;

    RecordedSideEffects(WorkflowContext workflow, RecordedActivities activities) {
        this.workflow = workflow;
        this.activities = activities;
    }

    @WorkflowMethod
    String run() {
        String first = workflow.sideEffect(String.class, RecordedSideEffects::notInReplay);
        activities.call(first);
        Duration second = workflow.sideEffect(Duration.class, RecordedSideEffects::notInReplay);
        workflow.sleep(second);
        workflow.await(() -> looks == 3);
        return first + " " + second + " " + limit();
    }

    @SignalMethod
    void look(int times) {
        for (int i = 0; i < times; i++) {
            activities.call("limit " + limit());
            looks++;
        }
    }

    private int limit() {
        return workflow.mutableSideEffect(
                "limit", Integer.class, (before, now) -> notInReplay(), RecordedSideEffects::notInReplay);
    }

    private static <T> T notInReplay() {
        throw new IllegalStateException("Evaluated in a replay");
    }
}
