package dev.durable.autoconfigure.discovery.apps.abstractbase;

import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;

/** One class extends it. */
@Workflow
public abstract class BaseWorkflow {

    @WorkflowMethod
    public abstract void run();

    public static class WholeWorkflow extends BaseWorkflow {

        @Override
        public void run() {}
    }
}
