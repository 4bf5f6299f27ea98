package dev.durable.docs.related;

import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.failure.CanceledFailure;
import dev.durable.workflow.WorkflowContext;
import java.time.Duration;

// region cleanup
@Workflow
public class PollWorkflow {

    private final WorkflowContext workflow;
    private final Desk desk;

    PollWorkflow(WorkflowContext workflow, Desk desk) {
        this.workflow = workflow;
        this.desk = desk;
    }

    @WorkflowMethod
    public void poll(String table, Duration duration) {
        desk.open(table);
        try {
            workflow.sleep(duration);
        } catch (CanceledFailure canceled) {
            workflow.logger().info("Closing early: {}", canceled.getMessage());
            // everything that is called in a canceled scope fails at once, so cleaning up needs one of its own
            workflow.newDetachedCancellationScope(() -> desk.close(table)).run();
            throw canceled;
        }
        desk.close(table);
    }
}
// endregion
