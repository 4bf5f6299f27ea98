package dev.durable.engine.histories;

import dev.durable.activity.RetryPolicy;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.failure.ChildWorkflowFailure;
import dev.durable.search.SearchAttributeKey;
import dev.durable.search.SearchAttributes;
import dev.durable.workflow.ChildWorkflowHandle;
import dev.durable.workflow.ChildWorkflowStarter;
import dev.durable.workflow.ParentClosePolicy;
import dev.durable.workflow.WorkflowContext;
import dev.durable.workflow.WorkflowIdReusePolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Has children that end in every way there is, and one that is canceled when this run closes. */
@Workflow
class RecordedFamily {

    private static final RetryPolicy TWICE =
            new RetryPolicy(Duration.ofSeconds(1), 2, Duration.ofSeconds(10), 2, List.of());

    private final WorkflowContext workflow;
    private final List<String> seen = new ArrayList<>();

    RecordedFamily(WorkflowContext workflow) {
        this.workflow = workflow;
    }

    @WorkflowMethod
    List<String> run(boolean withChildren) {
        if (!withChildren) {
            child("grandchild").execute(child -> child.run("fails for good"));
        }
        note(child("repeated").retry(TWICE).start(child -> child.run("fails always")));
        note(workflow.newChild(RecordedFamily.class).id("parent").start(child -> child.run(false)));
        note(child("slow").runTimeout(Duration.ofSeconds(10)).start(child -> child.run("slow")));
        note(child("terminated").start(child -> child.run("is terminated")));
        note(child("taken")
                .idReusePolicy(WorkflowIdReusePolicy.REJECT_DUPLICATE)
                .start(child -> child.run("taken")));
        ChildWorkflowHandle<RecordedRepetition, String> canceled =
                child("canceled").start(child -> child.run("is canceled"));
        canceled.started().get();
        canceled.cancel("not needed");
        note(canceled);
        ChildWorkflowHandle<RecordedRepetition, String> signaled = child("signaled")
                .searchAttributes(SearchAttributes.of(SearchAttributeKey.keyword("kind"), "signaled"))
                .executionTimeout(Duration.ofHours(1))
                .start(child -> child.run("is signaled"));
        signaled.signal("finish");
        note(signaled);
        child("left").parentClosePolicy(ParentClosePolicy.REQUEST_CANCEL).start(child -> child.run("is left"));
        return seen;
    }

    private ChildWorkflowStarter<RecordedRepetition> child(String id) {
        return workflow.newChild(RecordedRepetition.class).id(id);
    }

    private void note(ChildWorkflowHandle<?, ?> child) {
        try {
            seen.add(child.workflowId() + ": " + child.result().get());
        } catch (ChildWorkflowFailure e) {
            StringBuilder causes = new StringBuilder(child.workflowId());
            for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
                causes.append(", ").append(cause.getClass().getSimpleName());
            }
            seen.add(causes.toString());
        }
    }
}
