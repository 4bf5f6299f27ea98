package dev.durable.engine.client;

import dev.durable.client.WorkflowDescription;
import dev.durable.client.WorkflowExecution;
import dev.durable.history.HistoryEvent;
import dev.durable.payload.Payload;
import dev.durable.store.StoredRun;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A workflow addressed by its id and perhaps by one of its runs. */
class AddressedExecution implements WorkflowExecution {

    private final String workflowId;
    private final @Nullable UUID fixedRunId;
    private final EngineWorkflowClient client;

    AddressedExecution(String workflowId, @Nullable UUID fixedRunId, EngineWorkflowClient client) {
        this.workflowId = workflowId;
        this.fixedRunId = fixedRunId;
        this.client = client;
    }

    @Override
    public final String workflowId() {
        return workflowId;
    }

    @Override
    public final void signal(String signalName, @Nullable Object... arguments) {
        send(signalName, client.services().encode(arguments));
    }

    @Override
    @SuppressWarnings({"unchecked", "NullAway"}) // decoded as the type asked for; null only if R is nullable
    public final <R extends @Nullable Object> R query(
            String queryName, Class<R> resultType, @Nullable Object... arguments) {
        return (R) ask(queryName, client.services().encode(arguments), resultType);
    }

    final void send(String signalName, List<Payload> input) {
        client.messages().signal(workflowId, fixedRunId, signalName, input);
    }

    final @Nullable Object ask(String queryName, List<Payload> arguments, Type resultType) {
        Payload answer = client.messages().query(workflowId, fixedRunId, queryName, arguments);
        return client.services().decode(answer, resultType);
    }

    @Override
    public @Nullable Object result(Type resultType, Duration timeout) {
        UUID runId = fixedRunId != null ? fixedRunId : find().runId();
        return client.results().await(workflowId, runId, resultType, timeout);
    }

    @Override
    public final WorkflowDescription describe() {
        return Descriptions.describe(find(), client.services());
    }

    @Override
    public final List<HistoryEvent> history() {
        return client.services().store().history(find().runId(), 0);
    }

    final EngineWorkflowClient client() {
        return client;
    }

    private StoredRun find() {
        return client.messages().find(workflowId, fixedRunId);
    }
}
