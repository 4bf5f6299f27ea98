package dev.durable.engine.client;

import dev.durable.client.UntypedUpdateWithStart;
import dev.durable.client.UntypedWorkflowStarter;
import dev.durable.client.UpdateOptions;
import dev.durable.client.WorkflowHandle;
import dev.durable.engine.definition.Definitions;
import dev.durable.history.WorkflowExecutionSignaled;
import dev.durable.history.WorkflowExecutionUpdateAccepted;
import dev.durable.payload.Payload;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
                .signal(
                        signalName,
                        client.services().encode("signal " + signalName, arguments),
                        client.calls().context(),
                        null));
        return this;
    }

    @Override
    public <U extends @Nullable Object> UntypedUpdateWithStart<U> withUpdate(
            UpdateOptions options, String updateName, Class<U> resultType, @Nullable Object... arguments) {
        return new UntypedUpdateStart<>(
                this,
                options,
                updateName,
                client.services().encode("update " + updateName, arguments),
                resultType,
                client);
    }

    @Override
    public WorkflowHandle<@Nullable Object> start(@Nullable Object... arguments) {
        return start(null, arguments, (actual, header) -> client.starts().start(request(null, actual, header)));
    }

    /**
     * Starts the run that was prepared.
     *
     * @param update name of the update that comes with it, or null
     */
    @SuppressWarnings("unchecked") // an interceptor that replaces the handle replaces it by its like
    WorkflowHandle<@Nullable Object> start(
            @Nullable String update, @Nullable Object[] arguments, InterceptedCalls.Sending<StartedRun> end) {
        return (WorkflowHandle<@Nullable Object>) client.calls()
                .start(
                        workflowType,
                        options().workflowId(),
                        signals.stream()
                                .map(WorkflowExecutionSignaled::signalName)
                                .toList(),
                        update,
                        arguments,
                        (actual, header) ->
                                new StartedExecution<@Nullable Object>(end.send(actual, header), Object.class, client));
    }

    /** What is to be started, with everything that was said so far. */
    StartRequest request(
            @Nullable WorkflowExecutionUpdateAccepted update,
            @Nullable Object[] arguments,
            Map<String, Payload> header) {
        ClientServices services = client.services();
        Definitions definitions = services.replay().definitions();
        List<Payload> input = services.encode("workflow " + workflowType, arguments);
        definitions
                .workflow(workflowType)
                .ifPresent(known -> StartArguments.requireFit(
                        known, input, services.replay().payloads()));
        return new StartRequest(
                StartedType.named(workflowType, definitions), options(), input, header, signals, update);
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
