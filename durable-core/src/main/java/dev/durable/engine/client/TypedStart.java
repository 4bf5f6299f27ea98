package dev.durable.engine.client;

import dev.durable.client.UpdateOptions;
import dev.durable.client.UpdateStage;
import dev.durable.client.UpdateWithStart;
import dev.durable.client.WorkflowHandle;
import dev.durable.client.WorkflowStarter;
import dev.durable.engine.definition.ContractHandler;
import dev.durable.engine.definition.RecordedCalls;
import dev.durable.engine.definition.WorkflowContract;
import dev.durable.history.WorkflowExecutionSignaled;
import dev.durable.history.WorkflowExecutionUpdateAccepted;
import dev.durable.payload.Payload;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A start in preparation, with the workflow type. */
final class TypedStart<W> extends StartInPreparation<WorkflowStarter<W>> implements WorkflowStarter<W> {

    private final WorkflowContract contract;
    private final RecordedCalls<W> calls;
    private final EngineWorkflowClient client;
    private final List<WorkflowExecutionSignaled> signals = new ArrayList<>();

    TypedStart(RecordedCalls<W> calls, EngineWorkflowClient client) {
        this.contract = calls.contract();
        this.calls = calls;
        this.client = client;
    }

    @Override
    public WorkflowStarter<W> withSignal(Consumer<W> call) {
        RecordedCalls.Call signal = calls.record(call, ContractHandler.Kind.SIGNAL);
        signals.add(client.messages()
                .signal(
                        signal.method().name(),
                        client.services().encode(signal.method(), signal.arguments()),
                        client.calls().context(),
                        null));
        return this;
    }

    @Override
    public <U extends @Nullable Object> UpdateWithStart<W, U> withUpdate(Function<W, U> call) {
        return withUpdate(UpdateOptions.waitFor(UpdateStage.ACCEPTED), call);
    }

    @Override
    public <U extends @Nullable Object> UpdateWithStart<W, U> withUpdate(UpdateOptions options, Function<W, U> call) {
        return new TypedUpdateStart<>(
                this, options, calls.record(RecordedCalls.ignoringResult(call), ContractHandler.Kind.UPDATE), client);
    }

    @Override
    public <R extends @Nullable Object> WorkflowHandle<R> start(Function<W, R> call) {
        return startRecorded(RecordedCalls.ignoringResult(call));
    }

    @Override
    public WorkflowHandle<@Nullable Void> startVoid(Consumer<W> call) {
        return startRecorded(call);
    }

    @Override
    Payload encode(String key, Object value) {
        return client.services().encodeFact(key, value);
    }

    @Override
    WorkflowStarter<W> self() {
        return this;
    }

    private <R extends @Nullable Object> WorkflowHandle<R> startRecorded(Consumer<W> call) {
        RecordedCalls.Call main = main(call);
        return start(main, null, (arguments, header) -> client.starts().start(request(main, arguments, header, null)));
    }

    /**
     * Starts the run that was prepared.
     *
     * @param update name of the update that comes with it, or null
     */
    @SuppressWarnings("unchecked") // an interceptor that replaces the handle replaces it by its like
    <R extends @Nullable Object> WorkflowHandle<R> start(
            RecordedCalls.Call main, @Nullable String update, InterceptedCalls.Sending<StartedRun> end) {
        return (WorkflowHandle<R>) client.calls()
                .start(
                        contract.name(),
                        options().workflowId(),
                        signalNames(),
                        update,
                        main.arguments(),
                        (arguments, header) -> new StartedExecution<R>(
                                end.send(arguments, header), main.method().resultType(), client));
    }

    private List<String> signalNames() {
        return signals.isEmpty()
                ? List.of()
                : signals.stream().map(WorkflowExecutionSignaled::signalName).toList();
    }

    /** Takes down the call of the workflow method. */
    RecordedCalls.Call main(Consumer<W> call) {
        return calls.record(call, ContractHandler.Kind.MAIN);
    }

    /** What is to be started, with everything that was said so far. */
    StartRequest request(
            RecordedCalls.Call main,
            @Nullable Object[] arguments,
            Map<String, Payload> header,
            @Nullable WorkflowExecutionUpdateAccepted update) {
        return new StartRequest(
                StartedType.of(contract),
                options(),
                client.services().encode(main.method(), arguments),
                header,
                signals,
                update);
    }
}
