package dev.durable.docs.related;

import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.failure.ChildWorkflowFailure;
import dev.durable.workflow.ChildWorkflowHandle;
import dev.durable.workflow.WorkflowContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

@Workflow
public class ElectionWorkflow {

    private final WorkflowContext workflow;

    ElectionWorkflow(WorkflowContext workflow) {
        this.workflow = workflow;
    }

    @WorkflowMethod
    public List<String> count(List<String> regions) {
        List<ChildWorkflowHandle<RegionWorkflow, String>> counts = new ArrayList<>();
        for (String region : regions) {
            counts.add(workflow.newChild(RegionWorkflow.class)
                    .id(workflow.info().workflowId() + "/" + region)
                    .executionTimeout(Duration.ofHours(12))
                    .start(w -> w.count(region)));
        }
        List<String> results = new ArrayList<>();
        for (ChildWorkflowHandle<RegionWorkflow, String> count : counts) {
            try {
                results.add(count.result().get());
            } catch (ChildWorkflowFailure failure) {
                results.add(count.workflowId() + " did not count");
            }
        }
        return results;
    }
}
