package dev.durable.autoconfigure.discovery.apps.contract;

import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;

@Workflow
public interface ShippingWorkflow {

    @WorkflowMethod
    String ship(String order);
}
