package dev.durable.engine.histories;

import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.failure.ChildWorkflowFailure;
import dev.durable.failure.ExternalWorkflowFailure;
import dev.durable.workflow.ChildWorkflowHandle;
import dev.durable.workflow.ParentClosePolicy;
import dev.durable.workflow.WorkflowContext;

/** Starts children, one that completes and one that fails, leaves one alone, and signals and cancels other workflows. */
@Workflow
class RecordedChildren {

    private final WorkflowContext workflow;

    RecordedChildren(WorkflowContext workflow) {
        this.workflow = workflow;
    }

    @WorkflowMethod
    String run() {
        String first = workflow.newChild(RecordedSideEffects.class).execute(RecordedSideEffects::run);
        ChildWorkflowHandle<RecordedSideEffects, String> second =
                workflow.newChild(RecordedSideEffects.class).id("second").start(RecordedSideEffects::run);
        second.started().get();
        second.signal(child -> child.look(1));
        String failure;
        try {
            failure = second.result().get();
        } catch (ChildWorkflowFailure e) {
            failure = e.getCause().getMessage();
        }
        workflow.newChild(RecordedSideEffects.class)
                .parentClosePolicy(ParentClosePolicy.ABANDON)
                .start(RecordedSideEffects::run)
                .started()
                .get();
        try {
            workflow.external(RecordedSideEffects.class, "nobody").signal(child -> child.look(2));
        } catch (ExternalWorkflowFailure e) {
            failure += ", nobody there";
        }
        workflow.external(RecordedSideEffects.class, "somebody").cancel("by the parent");
        return first + ", " + failure;
    }
}
