package dev.durable.engine.histories;

import dev.durable.annotation.UpdateMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.failure.ActivityFailure;
import dev.durable.failure.ApplicationFailure;
import dev.durable.workflow.WorkflowContext;
import java.util.List;
import java.util.Map;

/** Was recorded by an engine that encrypts everything that may be confidential. */
@Workflow
class RecordedSecrets {

    private final WorkflowContext workflow;
    private final RecordedActivities activities;
    private int pin;

    RecordedSecrets(WorkflowContext workflow, RecordedActivities activities) {
        this.workflow = workflow;
        this.activities = activities;
    }

    @WorkflowMethod
    String run(String card) {
        String answer = activities.call("charge " + card);
        workflow.upsertMemo(Map.of("card", card));
        workflow.await(() -> pin > 0);
        try {
            return activities.call("fails for good");
        } catch (ActivityFailure e) {
            throw ApplicationFailure.of("card " + card, "Declined", e, List.of(answer, pin));
        }
    }

    @UpdateMethod
    String enter(int number) {
        pin = number;
        return "entered " + number;
    }
}
