package dev.durable.autoconfigure.discovery.apps.abstractonly;

import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;

/** Nothing extends it. */
@Workflow
public abstract class HalfWorkflow {

    @WorkflowMethod
    public abstract void run();
}
