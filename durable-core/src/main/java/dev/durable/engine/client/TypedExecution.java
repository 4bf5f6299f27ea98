package dev.durable.engine.client;

import dev.durable.client.TypedWorkflowExecution;
import dev.durable.engine.definition.ContractHandler;
import dev.durable.engine.definition.RecordedCalls;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A workflow addressed with its type. */
final class TypedExecution<W> extends AddressedExecution implements TypedWorkflowExecution<W> {

    private final RecordedCalls<W> calls;

    TypedExecution(RecordedCalls<W> calls, String workflowId, EngineWorkflowClient client) {
        super(workflowId, null, client);
        this.calls = calls;
    }

    @Override
    public void signal(Consumer<W> call) {
        RecordedCalls.Call signal = calls.record(call, ContractHandler.Kind.SIGNAL);
        send(signal.method().name(), client().services().encode(signal.method(), signal.arguments()));
    }

    @Override
    @SuppressWarnings({"unchecked", "NullAway"}) // decoded as the method's result type; null only if R is nullable
    public <R extends @Nullable Object> R query(Function<W, R> call) {
        RecordedCalls.Call query = calls.record(RecordedCalls.ignoringResult(call), ContractHandler.Kind.QUERY);
        return (R) ask(
                query.method().name(),
                client().services().encode(query.method(), query.arguments()),
                query.method().resultType());
    }
}
