package dev.durable.chaos.work;

import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.failure.ChildWorkflowFailure;
import dev.durable.workflow.ChildWorkflowHandle;
import dev.durable.workflow.WorkflowContext;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** {@link WorkKind#CHILDREN}. */
@Workflow
public class ChildrenWorkflow {

    private final WorkflowContext workflow;

    ChildrenWorkflow(WorkflowContext workflow) {
        this.workflow = workflow;
    }

    /** Runs it. */
    @WorkflowMethod
    public String run(Work work) {
        List<ChildWorkflowHandle<ActivitiesWorkflow, String>> children = IntStream.range(0, work.steps())
                .mapToObj(work::child)
                .map(this::start)
                .toList();
        return children.stream().map(ChildrenWorkflow::result).collect(Collectors.joining(";"));
    }

    private ChildWorkflowHandle<ActivitiesWorkflow, String> start(Work child) {
        return workflow.newChild(ActivitiesWorkflow.class).id(child.id()).start(code -> code.run(child));
    }

    private static String result(ChildWorkflowHandle<ActivitiesWorkflow, String> child) {
        try {
            return child.result().get();
        } catch (ChildWorkflowFailure e) {
            return Work.REFUSED;
        }
    }
}
