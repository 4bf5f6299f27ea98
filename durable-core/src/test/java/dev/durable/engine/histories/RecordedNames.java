package dev.durable.engine.histories;

import dev.durable.activity.ActivityOptions;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.workflow.WorkflowContext;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Calls activities by their names, of which it knows no types, and says what for. */
@Workflow
class RecordedNames {

    private final WorkflowContext workflow;

    RecordedNames(WorkflowContext workflow) {
        this.workflow = workflow;
    }

    @WorkflowMethod
    String run(Duration limit) {
        ActivityOptions options = ActivityOptions.NONE
                .withTaskQueue("elsewhere")
                .withStartToCloseTimeout(limit)
                .withSummary("a number of letters");
        Integer length = workflow.activity("Text.length", Integer.class, options, "letters");
        workflow.activity(
                "Text.print", Void.class, ActivityOptions.NONE, List.of(1, 2), Map.of("copies", length), null);
        return workflow.activity("RecordedActivities.call", String.class, ActivityOptions.NONE, "by name");
    }
}
