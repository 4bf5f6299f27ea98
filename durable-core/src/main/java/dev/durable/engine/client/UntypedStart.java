package dev.durable.engine.client;

import dev.durable.client.UntypedUpdateWithStart;
import dev.durable.client.UntypedWorkflowStarter;
import dev.durable.client.UpdateOptions;
import dev.durable.client.WorkflowHandle;
import dev.durable.history.WorkflowExecutionSignaled;
import dev.durable.history.WorkflowExecutionUpdateAccepted;
import dev.durable.payload.Payload;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A start in preparation, by the name of the workflow type. */
final class UntypedStart extends StartInPreparation<UntypedWorkflowStarter> implements UntypedWorkflowStarter {

    private final String workflowType;
    private final EngineWorkflowClient client;
    private final List<WorkflowExecutionSignaled> signals = new ArrayList<>();

    UntypedStart(String workflowType, EngineWorkflowClient client) {
        this.workflowType = workflowType;
        this.client = client;
    }

    @Override
    public UntypedWorkflowStarter withSignal(String signalName, @Nullable Object... arguments) {
        signals.add(client.messages()
                .signal(signalName, client.services().encode("signal " + signalName, arguments), null));
        return this;
    }

    @Override
    public <U extends @Nullable Object> UntypedUpdateWithStart<U> withUpdate(
            UpdateOptions options, String updateName, Class<U> resultType, @Nullable Object... arguments) {
        return new UntypedUpdateStart<>(
                this,
                options,
                client.updates()
                        .request(options, updateName, client.services().encode("update " + updateName, arguments)),
                resultType,
                client);
    }

    @Override
    public WorkflowHandle<@Nullable Object> start(@Nullable Object... arguments) {
        StartedRun run = client.starts().start(request(null, arguments));
        return new StartedExecution<>(run, Object.class, client);
    }

    /** What is to be started, with everything that was said so far. */
    StartRequest request(@Nullable WorkflowExecutionUpdateAccepted update, @Nullable Object[] arguments) {
        ClientServices services = client.services();
        return new StartRequest(
                StartedType.named(workflowType, services.replay().definitions()),
                options(),
                services.encode("workflow " + workflowType, arguments),
                signals,
                update);
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
