package dev.durable.docs.guide;

import dev.durable.annotation.Deterministic;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.workflow.WorkflowContext;

@Workflow
class AppraisalWorkflow {

    private final WorkflowContext workflow;

    AppraisalWorkflow(WorkflowContext workflow) {
        this.workflow = workflow;
    }

    @WorkflowMethod
    long appraise(int rooms) {
        long began = stopwatch();
        long value = rooms * 50_000L;
        workflow.logger().debug("Took {} ns", stopwatch() - began);
        return value;
    }

    // region deterministic
    @Deterministic("only logged, decides nothing")
    private static long stopwatch() {
        return System.nanoTime();
    }
    // endregion
}
