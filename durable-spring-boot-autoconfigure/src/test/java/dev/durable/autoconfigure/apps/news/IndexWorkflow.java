package dev.durable.autoconfigure.apps.news;

import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.autoconfigure.event.WorkflowEventListener;

/** Events of one generic type, not of another. */
@Workflow
public class IndexWorkflow {

    @WorkflowMethod
    @WorkflowEventListener(id = "index-#{id}")
    public String index(Published<String> event) {
        return event.content();
    }
}
