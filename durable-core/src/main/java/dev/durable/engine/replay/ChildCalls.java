package dev.durable.engine.replay;

import dev.durable.engine.Uuids;
import dev.durable.engine.definition.RecordedCalls;
import dev.durable.failure.ChildWorkflowFailure;
import dev.durable.history.StartChildWorkflowExecutionInitiated;
import dev.durable.history.WorkflowExecutionStarted;
import dev.durable.payload.Payload;
import dev.durable.workflow.ChildCancellationType;
import dev.durable.workflow.ChildWorkflowStarter;
import dev.durable.workflow.ExternalWorkflow;
import java.lang.reflect.Type;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes commands of what workflow code asks of other workflows, and results of what comes back. Confined to the run. */
final class ChildCalls {

    private static final int MAX_PREFIX = 200;

    private final RunContext context;
    private final ReplayServices services;
    private final PendingChildren pending;
    private final ExternalMessages messages;
    private final WorkflowExecutionStarted started;

    ChildCalls(
            RunContext context,
            ReplayServices services,
            PendingChildren pending,
            ExternalMessages messages,
            WorkflowExecutionStarted started) {
        this.context = context;
        this.services = services;
        this.pending = pending;
        this.messages = messages;
        this.started = started;
    }

    <W> ChildWorkflowStarter<W> newChild(Class<W> type) {
        return new ChildStart<>(services.definitions().calls(type), this);
    }

    <W> ExternalWorkflow<W> external(Class<W> type, String workflowId) {
        return new ExternalTarget<>(services.definitions().calls(type), this, workflowId, null);
    }

    RunContext context() {
        return context;
    }

    ExternalMessages messages() {
        return messages;
    }

    /** The queue of children whose type names none. */
    String ownTaskQueue() {
        return started.taskQueue();
    }

    /** An id for a child that is given none: the same on every replay; after a reset another one, for the child of the run before may be open. */
    String defaultId(int initiatedEventId) {
        String parent = started.workflowId();
        String prefix = parent.length() > MAX_PREFIX ? parent.substring(0, MAX_PREFIX) : parent;
        return prefix + "/" + initiatedEventId + "-"
                + Long.toHexString(context.seed().getLeastSignificantBits());
    }

    /** The run of a child: the same whenever this run asks for it, so that asking again after a lost answer asks for the same. */
    UUID runId(int initiatedEventId) {
        return Uuids.version7(context.now(), context.seed(), initiatedEventId);
    }

    /** Records the request for a child. */
    <W, R extends @Nullable Object> ChildHandle<W, R> start(
            RecordedCalls<W> calls,
            CommandLog.CommandFactory<StartChildWorkflowExecutionInitiated> command,
            Type resultType) {
        context.requireCommandsAllowed(calls.contract().name());
        RunScope scope = context.scopes().current();
        scope.throwIfCanceled();
        StartChildWorkflowExecutionInitiated initiated = context.record(command);
        RunPromise<@Nullable Void> childStarted = new RunPromise<>(context);
        RunPromise<Payload> result = new RunPromise<>(context);
        pending.add(initiated, childStarted, result);
        scope.onCancel(() -> cancel(initiated, result, scope), result);
        return new ChildHandle<>(
                initiated, childStarted, result, resultType, context.payloads(), external(calls, initiated));
    }

    private <W> ExternalTarget<W> external(RecordedCalls<W> calls, StartChildWorkflowExecutionInitiated initiated) {
        return new ExternalTarget<>(calls, this, initiated.workflowId(), initiated.runId());
    }

    /** Has an open child react to the cancellation of its scope. */
    private void cancel(StartChildWorkflowExecutionInitiated child, RunPromise<Payload> result, RunScope scope) {
        ChildWorkflowFailure failure = new ChildWorkflowFailure(
                child.workflowType(), child.workflowId(), child.runId(), child.eventId(), scope.failure());
        ChildCancellationType type = child.cancellationType();
        if (type != ChildCancellationType.ABANDON) {
            RunPromise<@Nullable Void> accepted =
                    messages.requestCancel(child.workflowId(), child.runId(), scope.cancellationReason());
            if (type == ChildCancellationType.WAIT_CANCELLATION_REQUESTED) {
                accepted.whenDone(() -> result.fail(failure));
            }
        }
        if (type == ChildCancellationType.ABANDON || type == ChildCancellationType.TRY_CANCEL) {
            result.fail(failure);
        }
    }
}
