package dev.durable.test.extended;

import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;

/** Greets. */
@Workflow
public class GreetingWorkflow {

    @WorkflowMethod
    public Greeting greet(Greeting greeting) {
        return greeting;
    }
}
