package dev.durable.docs.related;

import dev.durable.client.ResetOptions;
import dev.durable.client.WorkflowClient;
import dev.durable.client.WorkflowExecution;
import org.springframework.stereotype.Service;

@Service
class RelatedExamples {

    private final WorkflowClient client;

    RelatedExamples(WorkflowClient client) {
        this.client = client;
    }

    void cancel(String id) {
        // region cancel
        client.workflow(id).cancel("the hall is needed");
        // endregion
    }

    void control(String id) {
        // region control
        WorkflowExecution execution = client.workflow(id);
        execution.pause("the payment provider is down");
        execution.unpause("it is back");
        execution.terminate("started by mistake");
        // endregion
    }

    WorkflowExecution reset(String id) {
        // region reset
        WorkflowExecution again =
                client.workflow(id).reset(ResetOptions.toStart().withReason("fixed in 1.4"));
        // endregion
        return again;
    }
}
