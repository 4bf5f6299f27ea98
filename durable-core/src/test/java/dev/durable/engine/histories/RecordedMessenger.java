package dev.durable.engine.histories;

import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.failure.ExternalWorkflowFailure;
import dev.durable.workflow.ExternalWorkflow;
import dev.durable.workflow.WorkflowContext;
import java.time.Duration;

/** Sends signals to other workflows, by type and by name, and asks one to give up that is not there. */
@Workflow
class RecordedMessenger {

    private final WorkflowContext workflow;

    RecordedMessenger(WorkflowContext workflow) {
        this.workflow = workflow;
    }

    @WorkflowMethod
    void run(String receiver) {
        ExternalWorkflow<RecordedMessages> other = workflow.external(RecordedMessages.class, receiver);
        other.signal(messages -> messages.add(3));
        other.signal("from-workflow", receiver, null);
        try {
            workflow.external(RecordedMessages.class, "nobody").cancel("is it there?");
        } catch (ExternalWorkflowFailure e) {
            workflow.sleep(Duration.ofSeconds(1));
        }
    }
}
