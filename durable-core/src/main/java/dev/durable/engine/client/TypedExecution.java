package dev.durable.engine.client;

import dev.durable.client.SignalOptions;
import dev.durable.client.TypedWorkflowExecution;
import dev.durable.client.UpdateHandle;
import dev.durable.client.UpdateOptions;
import dev.durable.client.UpdateStage;
import dev.durable.engine.definition.ContractHandler;
import dev.durable.engine.definition.RecordedCalls;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A workflow addressed with its type. */
final class TypedExecution<W> extends AddressedExecution implements TypedWorkflowExecution<W> {

    private final RecordedCalls<W> calls;

    TypedExecution(RecordedCalls<W> calls, String workflowId, @Nullable UUID runId, EngineWorkflowClient client) {
        super(workflowId, runId, client);
        this.calls = calls;
    }

    @Override
    public void signal(Consumer<W> call) {
        send(call, null);
    }

    @Override
    public void signal(SignalOptions options, Consumer<W> call) {
        send(call, options);
    }

    @Override
    public <R extends @Nullable Object> R update(Function<W, R> call) {
        return this.<R>startUpdate(UpdateOptions.waitFor(UpdateStage.ACCEPTED), call)
                .result();
    }

    @Override
    public void updateVoid(Consumer<W> call) {
        startUpdateVoid(UpdateOptions.waitFor(UpdateStage.ACCEPTED), call).result();
    }

    @Override
    public <R extends @Nullable Object> UpdateHandle<R> startUpdate(UpdateOptions options, Function<W, R> call) {
        return ask(options, RecordedCalls.ignoringResult(call));
    }

    @Override
    public UpdateHandle<@Nullable Void> startUpdateVoid(UpdateOptions options, Consumer<W> call) {
        return ask(options, call);
    }

    private void send(Consumer<W> call, @Nullable SignalOptions options) {
        RecordedCalls.Call signal = calls.record(call, ContractHandler.Kind.SIGNAL);
        send(
                signal.method().name(),
                signal.arguments(),
                actual -> client().services().encode(signal.method(), actual),
                options);
    }

    private <R extends @Nullable Object> UpdateHandle<R> ask(UpdateOptions options, Consumer<W> call) {
        RecordedCalls.Call update = calls.record(call, ContractHandler.Kind.UPDATE);
        return ask(
                options,
                update.method().name(),
                update.arguments(),
                actual -> client().services().encode(update.method(), actual),
                update.method().resultType());
    }

    @Override
    @SuppressWarnings({"unchecked", "NullAway"}) // decoded as the method's result type; null only if R is nullable
    public <R extends @Nullable Object> R query(Function<W, R> call) {
        RecordedCalls.Call query = calls.record(RecordedCalls.ignoringResult(call), ContractHandler.Kind.QUERY);
        return (R) ask(
                query.method().name(),
                query.arguments(),
                actual -> client().services().encode(query.method(), actual),
                query.method().resultType());
    }
}
