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
import dev.durable.interceptor.ControlCall;
import dev.durable.interceptor.RetryCall;
import dev.durable.interceptor.WorkflowClientInterceptor;
import dev.durable.payload.Payload;
import dev.durable.payload.PayloadException;
import dev.durable.store.StoredRun;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A workflow addressed by its id and perhaps by one of its runs. What is told to the workflow and asked of it goes to the run that goes on
 * for that one; the records are those of the run itself.
 */
class AddressedExecution implements WorkflowExecution {

    private static final int ALL = 0;

    private final String workflowId;
    private final @Nullable UUID fixedRunId;
    private final RunAddress partner;
    private final EngineWorkflowClient client;

    /** The run alone, or the open one of the workflow id (the latest if none is open) if none is named. */
    AddressedExecution(String workflowId, @Nullable UUID fixedRunId, EngineWorkflowClient client) {
        this(workflowId, fixedRunId, RunAddress.of(workflowId, fixedRunId, client.services()), client);
    }

    private AddressedExecution(
            String workflowId, @Nullable UUID fixedRunId, RunAddress partner, EngineWorkflowClient client) {
        this.workflowId = workflowId;
        this.fixedRunId = fixedRunId;
        this.partner = partner;
        this.client = client;
    }

    /** A run, and those that take its place. */
    AddressedExecution(String workflowId, UUID runId, CurrentRun partner, EngineWorkflowClient client) {
        this(workflowId, runId, (RunAddress) partner, client);
    }

    @Override
    public final String workflowId() {
        return workflowId;
    }

    @Override
    public final void signal(String signalName, @Nullable Object... arguments) {
        send(signalName, arguments, actual -> client.services().encode("signal " + signalName, actual), null);
    }

    @Override
    public final void signal(SignalOptions options, String signalName, @Nullable Object... arguments) {
        send(signalName, arguments, actual -> client.services().encode("signal " + signalName, actual), options);
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
        return ask(
                options,
                updateName,
                arguments,
                actual -> client.services().encode("update " + updateName, actual),
                resultType);
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
        return (R)
                ask(queryName, arguments, actual -> client.services().encode("query " + queryName, actual), resultType);
    }

    @Override
    public final String stackTrace() {
        return query("__stack_trace", String.class);
    }

    @Override
    public final List<String> waitingFor() {
        return UntakenRun.waitingFor(partner.find(), client.services())
                .map(List::of)
                .orElseGet(() -> List.of(query("__waiting_for", String[].class)));
    }

    @Override
    public final void cancel(String reason) {
        control(
                WorkflowClientInterceptor::cancel,
                reason,
                actual -> client.messages().cancel(partner, actual));
    }

    @Override
    public final void terminate(String reason) {
        control(
                WorkflowClientInterceptor::terminate,
                reason,
                actual -> client.messages().terminate(partner, actual));
    }

    @Override
    public final void pause(String reason) {
        control(
                WorkflowClientInterceptor::pause,
                reason,
                actual -> client.messages().pause(partner, actual));
    }

    @Override
    public final void unpause(String reason) {
        control(
                WorkflowClientInterceptor::unpause,
                reason,
                actual -> client.messages().unpause(partner, actual));
    }

    @Override
    public final void retryNow() {
        retry(ALL);
    }

    @Override
    public final void retryNow(int scheduledEventId) {
        if (scheduledEventId < 1) {
            throw new IllegalArgumentException("No event has the id " + scheduledEventId);
        }
        retry(scheduledEventId);
    }

    private void retry(int scheduledEventId) {
        client.calls()
                .retryNow(
                        new RetryCall(workflowId, fixedRunId, scheduledEventId),
                        () -> client.messages().retryNow(partner, scheduledEventId));
    }

    @Override
    public final WorkflowExecution reset(ResetOptions options) {
        return client.calls()
                .reset(
                        workflowId,
                        fixedRunId,
                        options,
                        actual -> following(client.resets().reset(workflowId, fixedRunId, actual)));
    }

    private AddressedExecution following(UUID runId) {
        return new AddressedExecution(workflowId, runId, new CurrentRun(workflowId, runId, client.services()), client);
    }

    private void control(InterceptedCalls.Control hook, String reason, Consumer<String> end) {
        client.calls().control(hook, new ControlCall(workflowId, fixedRunId, reason), end);
    }

    final void send(
            String signalName, @Nullable Object[] arguments, Encoding encoding, @Nullable SignalOptions options) {
        WorkflowMessages messages = client.messages();
        client.calls().signal(workflowId, fixedRunId, signalName, arguments, (actual, header) -> {
            messages.signal(partner, messages.signal(signalName, encoding.encode(actual), header, options));
            return null;
        });
    }

    @SuppressWarnings("unchecked") // an interceptor that replaces the handle replaces it by its like
    final <R extends @Nullable Object> UpdateHandle<R> ask(
            UpdateOptions options,
            String updateName,
            @Nullable Object[] arguments,
            Encoding encoding,
            Type resultType) {
        WorkflowUpdates updates = client.updates();
        return (UpdateHandle<R>) client.calls()
                .update(workflowId, fixedRunId, updateName, options, arguments, (actual, header) -> {
                    UpdateTicket ticket = updates.start(
                            partner,
                            updates.request(options, updateName, encoding.encode(actual), header),
                            options.waitFor());
                    return new RequestedUpdate<R>(ticket, resultType, updates);
                });
    }

    final @Nullable Object ask(String queryName, @Nullable Object[] arguments, Encoding encoding, Type resultType) {
        return client.calls()
                .query(
                        workflowId,
                        fixedRunId,
                        queryName,
                        arguments,
                        actual -> answer(queryName, encoding.encode(actual), resultType));
    }

    private @Nullable Object answer(String queryName, List<Payload> arguments, Type resultType) {
        Payload answer = client.messages().query(partner, queryName, arguments);
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
                .workflow(partner.find().workflowType())
                .map(definition -> definition.queries().values().stream()
                        .map(HandlerMethod::signature)
                        .toList())
                .orElse(List.of());
    }

    @Override
    public @Nullable Object result(Type resultType, Duration timeout) {
        return client.results().awaitVisible(workflowId, find().runId(), resultType, timeout);
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
    public final List<HistoryEvent> history(int afterEventId, int limit) {
        if (afterEventId < 0 || limit < 1) {
            throw new IllegalArgumentException("Neither " + limit + " events nor those after event " + afterEventId
                    + " can be read: at least one event, after event 0 or later");
        }
        return client.services().store().history(find().runId(), afterEventId, limit);
    }

    @Override
    public final String exportHistory() {
        StoredRun run = find();
        List<HistoryEvent> events = client.services().store().history(run.runId(), 0);
        return new HistoryDocument(run.workflowId(), run.runId(), run.workflowType(), run.taskQueue(), events).toJson();
    }

    @Override
    public final void delete() {
        client.services().store().currentTransaction(); // refuses one that cannot be joined
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

    /** Encodes the arguments of a message. */
    @FunctionalInterface
    interface Encoding {

        List<Payload> encode(@Nullable Object[] arguments);
    }
}
