package dev.durable.engine.histories;

import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.UpdateMethod;
import dev.durable.annotation.UpdateValidatorMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.failure.ApplicationFailure;
import dev.durable.workflow.WorkflowContext;
import java.time.Duration;

/** Takes updates whose handlers block, fail and overlap, and waits for them before it ends. */
@Workflow
class RecordedUpdates {

    private final WorkflowContext workflow;
    private final RecordedActivities activities;
    private int sum;
    private boolean finished;

    RecordedUpdates(WorkflowContext workflow, RecordedActivities activities) {
        this.workflow = workflow;
        this.activities = activities;
    }

    @WorkflowMethod
    int run() {
        workflow.await(() -> finished);
        activities.call("finishing with " + sum);
        workflow.await(workflow::isEveryHandlerFinished);
        return sum;
    }

    @UpdateMethod
    int add(int number) {
        sum += number;
        return sum;
    }

    @UpdateValidatorMethod(updateName = "add")
    void checkAdd(int number) {
        if (number < 0) {
            throw new IllegalArgumentException("negative");
        }
    }

    @UpdateMethod(name = "add-checked")
    String addChecked(int number) {
        String checked = activities.call("check " + number);
        workflow.sleep(Duration.ofSeconds(30));
        if (number > 100) {
            throw ApplicationFailure.of("too much", "TooMuch", number);
        }
        sum += number;
        return checked + " by " + workflow.currentUpdate().orElseThrow().updateId();
    }

    @SignalMethod
    void finish() {
        finished = true;
    }
}
