package dev.durable.autoconfigure.discovery.apps.contractonly;

import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;

@Workflow
public interface ForeignWorkflow {

    @WorkflowMethod
    void run();
}
