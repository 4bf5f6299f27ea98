package dev.durable.docs.guide;

import dev.durable.client.WorkflowClient;
import dev.durable.client.WorkflowDescription;
import dev.durable.client.WorkflowHandle;
import dev.durable.search.SearchAttributes;
import org.springframework.stereotype.Component;

/** Facts that are given at the start and looked at from outside. */
@Component
class FactExamples {

    private final WorkflowClient client;

    FactExamples(WorkflowClient client) {
        this.client = client;
    }

    WorkflowHandle<Integer> start(String id) {
        // region start
        WorkflowHandle<Integer> desk = client.newWorkflow(TravelDeskWorkflow.class)
                .id(id)
                .searchAttributes(SearchAttributes.of(TravelDeskWorkflow.LAST_DESTINATION, "none"))
                .memo("note", "opened by the head office")
                .start(w -> w.run(0));
        // endregion
        return desk;
    }

    String note(String id) {
        // region describe
        WorkflowDescription description = client.workflow(id).describe();
        String note = description.memo().get("note", String.class).orElse("no note");
        // endregion
        return note;
    }
}
