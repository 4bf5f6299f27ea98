package dev.durable.engine.client;

import dev.durable.client.WorkflowHandle;
import dev.durable.client.WorkflowStarter;
import dev.durable.engine.definition.ContractHandler;
import dev.durable.engine.definition.RecordedCalls;
import dev.durable.engine.definition.WorkflowContract;
import dev.durable.payload.Payload;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A start in preparation, with the workflow type. */
final class TypedStart<W> extends StartInPreparation<WorkflowStarter<W>> implements WorkflowStarter<W> {

    private final WorkflowContract contract;
    private final RecordedCalls<W> calls;
    private final EngineWorkflowClient client;

    TypedStart(RecordedCalls<W> calls, EngineWorkflowClient client) {
        this.contract = calls.contract();
        this.calls = calls;
        this.client = client;
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
        RecordedCalls.Call main = calls.record(call, ContractHandler.Kind.MAIN);
        StartedRun run = client.starts()
                .start(StartedType.of(contract), options(), client.services().encode(main.method(), main.arguments()));
        return new StartedExecution<>(run, main.method().resultType(), client);
    }
}
