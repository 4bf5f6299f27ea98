package dev.durable.autoconfigure.discovery.apps.profiles;

import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import org.springframework.context.annotation.Profile;

@Workflow
@Profile("beta")
public class BetaWorkflow {

    @WorkflowMethod
    public void run() {}
}
