package dev.durable.autoconfigure.discovery.apps.plain;

import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;

@Workflow
public class OrderWorkflow {

    @WorkflowMethod
    public String fulfil(String order) {
        return order;
    }
}
