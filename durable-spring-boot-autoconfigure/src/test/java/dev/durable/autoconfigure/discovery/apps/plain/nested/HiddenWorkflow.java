package dev.durable.autoconfigure.discovery.apps.plain.nested;

import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;

@Workflow
class HiddenWorkflow {

    @WorkflowMethod
    public void run() {}

    @Workflow
    static class InnerWorkflow {

        @WorkflowMethod
        public void run() {}
    }
}
