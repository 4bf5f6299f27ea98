package dev.durable.docs.guide;

import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.workflow.WorkflowContext;

/** Takes the way of one stage of a change. */
@Workflow
class StageWorkflow {

    private final WorkflowContext workflow;

    StageWorkflow(WorkflowContext workflow) {
        this.workflow = workflow;
    }

    @WorkflowMethod
    String run(String stage) {
        return switch (stage) {
            case "second" -> VersionStages.secondChange(workflow);
            case "patched" -> VersionStages.patched(workflow);
            default -> VersionStages.deprecated(workflow);
        };
    }
}
