package dev.durable.engine.client;

import dev.durable.client.ResetOptions;
import dev.durable.client.SignalOptions;
import dev.durable.client.UpdateHandle;
import dev.durable.client.UpdateOptions;
import dev.durable.client.UpdateStage;
import dev.durable.client.WorkflowDescription;
import dev.durable.client.WorkflowExecution;
import dev.durable.client.WorkflowNotFoundException;
import dev.durable.engine.definition.HandlerMethod;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.history.HistoryDocument;
import dev.durable.history.HistoryEvent;
import dev.durable.payload.Payload;
import dev.durable.payload.PayloadException;
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
        send(signalName, client.services().encode("signal " + signalName, arguments), null);
    }

    @Override
    public final void signal(SignalOptions options, String signalName, @Nullable Object... arguments) {
        send(signalName, client.services().encode("signal " + signalName, arguments), options);
    }

    @Override
    public final <R extends @Nullable Object> R update(
            String updateName, Class<R> resultType, @Nullable Object... arguments) {
        return this.<R>startUpdate(UpdateOptions.waitFor(UpdateStage.ACCEPTED), updateName, resultType, arguments)
                .result();
    }

    @Override
    public final <R extends @Nullable Object> UpdateHandle<R> startUpdate(
            UpdateOptions options, String updateName, Class<R> resultType, @Nullable Object... arguments) {
        return ask(options, updateName, client.services().encode("update " + updateName, arguments), resultType);
    }

    @Override
    public final <R extends @Nullable Object> UpdateHandle<R> getUpdate(String updateId, Class<R> resultType) {
        return new RequestedUpdate<>(
                workflowId,
                updateId,
                () -> UpdateTicket.ofId(workflowId, find().runId(), updateId),
                resultType,
                client.updates());
    }

    @Override
    @SuppressWarnings({"unchecked", "NullAway"}) // decoded as the type asked for; null only if R is nullable
    public final <R extends @Nullable Object> R query(
            String queryName, Class<R> resultType, @Nullable Object... arguments) {
        return (R) ask(queryName, client.services().encode("query " + queryName, arguments), resultType);
    }

    @Override
    public final String stackTrace() {
        return query("__stack_trace", String.class);
    }

    @Override
    public final List<String> waitingFor() {
        return List.of(query("__waiting_for", String[].class));
    }

    @Override
    public final void cancel(String reason) {
        client.messages().cancel(workflowId, fixedRunId, reason);
    }

    @Override
    public final void terminate(String reason) {
        client.messages().terminate(workflowId, fixedRunId, reason);
    }

    @Override
    public final void pause(String reason) {
        client.messages().pause(workflowId, fixedRunId, reason);
    }

    @Override
    public final void unpause(String reason) {
        client.messages().unpause(workflowId, fixedRunId, reason);
    }

    @Override
    public final WorkflowExecution reset(ResetOptions options) {
        UUID newRunId = client.resets().reset(workflowId, fixedRunId, options);
        return new AddressedExecution(workflowId, newRunId, client);
    }

    final void send(String signalName, List<Payload> input, @Nullable SignalOptions options) {
        client.messages().signal(workflowId, fixedRunId, client.messages().signal(signalName, input, options));
    }

    final <R extends @Nullable Object> UpdateHandle<R> ask(
            UpdateOptions options, String updateName, List<Payload> input, Type resultType) {
        WorkflowUpdates updates = client.updates();
        UpdateTicket ticket =
                updates.start(workflowId, fixedRunId, updates.request(options, updateName, input), options.waitFor());
        return new RequestedUpdate<>(ticket, resultType, updates);
    }

    final @Nullable Object ask(String queryName, List<Payload> arguments, Type resultType) {
        Payload answer = client.messages().query(workflowId, fixedRunId, queryName, arguments);
        try {
            return client.services().decode(answer, resultType);
        } catch (PayloadException e) {
            throw new DurableException(
                    ErrorCode.QUERY_FAILED,
                    "The answer to query '" + queryName + "' of workflow '" + workflowId + "' is no "
                            + resultType.getTypeName() + ": " + e.what() + " Its queries are " + queries() + ".",
                    e);
        }
    }

    /** What the workflow type can be asked, as far as it is known here. */
    private List<String> queries() {
        return client.services()
                .replay()
                .definitions()
                .workflow(find().workflowType())
                .map(definition -> definition.queries().values().stream()
                        .map(HandlerMethod::signature)
                        .toList())
                .orElse(List.of());
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

    @Override
    public final String exportHistory() {
        StoredRun run = find();
        List<HistoryEvent> events = client.services().store().history(run.runId(), 0);
        return new HistoryDocument(run.workflowId(), run.runId(), run.workflowType(), run.taskQueue(), events).toJson();
    }

    @Override
    public final void delete() {
        if (!client.services().store().deleteRun(find().runId())) {
            throw new WorkflowNotFoundException(workflowId);
        }
    }

    final EngineWorkflowClient client() {
        return client;
    }

    private StoredRun find() {
        return client.messages().find(workflowId, fixedRunId);
    }
}
