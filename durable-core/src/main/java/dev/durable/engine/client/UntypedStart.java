package dev.durable.engine.client;

import dev.durable.client.UntypedWorkflowStarter;
import dev.durable.client.WorkflowHandle;
import dev.durable.payload.Payload;
import org.jspecify.annotations.Nullable;

/** A start in preparation, by the name of the workflow type. */
final class UntypedStart extends StartInPreparation<UntypedWorkflowStarter> implements UntypedWorkflowStarter {

    private final String workflowType;
    private final EngineWorkflowClient client;

    UntypedStart(String workflowType, EngineWorkflowClient client) {
        this.workflowType = workflowType;
        this.client = client;
    }

    @Override
    public WorkflowHandle<@Nullable Object> start(@Nullable Object... arguments) {
        ClientServices services = client.services();
        StartedRun run = client.starts()
                .start(
                        StartedType.named(workflowType, services.replay().definitions()),
                        options(),
                        services.encode("workflow " + workflowType, arguments));
        return new StartedExecution<>(run, Object.class, client);
    }

    @Override
    Payload encode(String key, Object value) {
        return client.services().encodeFact(key, value);
    }

    @Override
    UntypedWorkflowStarter self() {
        return this;
    }
}
