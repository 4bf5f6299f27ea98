package dev.durable.engine.client;

import dev.durable.client.ResetOptions;
import dev.durable.client.WorkflowAlreadyStartedException;
import dev.durable.engine.run.RunPlacement;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.history.ChildWorkflowExecutionTerminated;
import dev.durable.history.HistoryEvent;
import dev.durable.history.InboundEvent;
import dev.durable.history.ParentExecution;
import dev.durable.history.RunFacts;
import dev.durable.history.StartChildWorkflowExecutionInitiated;
import dev.durable.history.WorkflowExecutionContinuedAsNew;
import dev.durable.history.WorkflowExecutionStarted;
import dev.durable.history.WorkflowExecutionTerminated;
import dev.durable.store.DurableStore;
import dev.durable.store.StoreConflictException;
import dev.durable.store.StoreUnavailableException;
import dev.durable.store.StoredMessage;
import dev.durable.store.StoredRun;
import dev.durable.store.TurnWrite;
import dev.durable.workflow.ParentClosePolicy;
import dev.durable.workflow.WorkflowIdReusePolicy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Resets runs: the run is ended if it is open, and then a new one is stored that begins with a part of its history. A process that dies in
 * between leaves a terminated run, which can be reset again. Thread-safe.
 */
final class Resets {

    private final ClientServices services;
    private final WorkflowMessages messages;
    private final ResultWatch results;

    Resets(ClientServices services, WorkflowMessages messages, ResultWatch results) {
        this.services = services;
        this.messages = messages;
        this.results = results;
    }

    /** Resets a run and returns the new one. */
    UUID reset(String workflowId, @Nullable UUID fixedRunId, ResetOptions options) {
        if (store().currentTransaction().isPresent()) {
            throw new DurableException(
                    ErrorCode.RESET_IN_TRANSACTION, "Workflow '" + workflowId + "' was to be reset in a transaction.");
        }
        StoredRun run = messages.find(workflowId, fixedRunId);
        requireLegal(run, ResetPoint.in(store().history(run.runId(), 0), options));
        UUID newRunId = services.time().newId();
        if (!run.status().isClosed()) {
            end(run, newRunId, options);
        }
        // what came until the end belongs to the history, too
        List<HistoryEvent> history = store().history(run.runId(), 0);
        try {
            requireNoOther(run);
            awaitLaterChildren(history, options);
            begin(newRunId, run.runId(), ResetPoint.in(history, options), options);
        } catch (StoreUnavailableException e) {
            throw e;
        } catch (RuntimeException e) {
            tellParent(history, newRunId);
            throw e;
        }
        services.node().runs().ifPresent(runs -> runs.adoptIfOwned(newRunId));
        return newRunId;
    }

    /** Refuses if another run is open, or a child that was started before the point: its result would go to nobody. */
    private void requireLegal(StoredRun run, ResetPoint point) {
        requireNoOther(run);
        for (StartChildWorkflowExecutionInitiated child : point.keptChildren()) {
            if (store().findRun(child.runId()).isPresent()
                    && RunChain.end(store(), child.runId()).isEmpty()) {
                throw new DurableException(
                        ErrorCode.RESET_CHILD_OPEN,
                        "Child workflow '" + child.workflowId() + "' was started by event " + child.eventId()
                                + " and is open.");
            }
        }
    }

    private void requireNoOther(StoredRun run) {
        StoredRun latest = store().findRun(run.workflowId()).orElse(run);
        if (!latest.status().isClosed() && !latest.runId().equals(run.runId())) {
            throw new WorkflowAlreadyStartedException(run.workflowId());
        }
    }

    private void end(StoredRun run, UUID newRunId, ResetOptions options) {
        try {
            messages.terminate(run.workflowId(), run.runId(), reason(options), newRunId);
        } catch (StoreConflictException e) {
            if (e.kind() != StoreConflictException.Kind.RUN_NOT_OPEN) {
                throw e;
            }
            // it has closed by itself meanwhile
        }
        results.awaitClosing(run.workflowId(), run.runId(), services.callTimeout());
    }

    /** Children that end with their parent must have done so: the new run may start others with the same ids. */
    private void awaitLaterChildren(List<HistoryEvent> history, ResetOptions options) {
        if (history.get(history.size() - 1) instanceof WorkflowExecutionContinuedAsNew) {
            return;
        }
        for (StartChildWorkflowExecutionInitiated child :
                ResetPoint.in(history, options).laterChildren()) {
            if (child.parentClosePolicy() == ParentClosePolicy.TERMINATE
                    && store().findRun(child.runId()).isPresent()) {
                results.awaitChainClosing(child.workflowId(), child.runId(), services.callTimeout());
            }
        }
    }

    private void begin(UUID newRunId, UUID baseRunId, ResetPoint point, ResetOptions options) {
        Instant now = services.time().now();
        List<HistoryEvent> history = point.newHistory(baseRunId, newRunId, now, options.reason());
        TurnWrite placed = placement()
                .start(newRunId, (WorkflowExecutionStarted) history.get(0), WorkflowIdReusePolicy.ALLOW_DUPLICATE)
                .withSearchAttributes(RunFacts.of(history).storedAttributes())
                .withHistory(history, messages(point, baseRunId, options, now), point.activityTasks(now));
        try {
            store().commit(List.of(placed));
        } catch (StoreConflictException e) {
            throw e.kind() == StoreConflictException.Kind.WORKFLOW_ID_TAKEN
                    ? new WorkflowAlreadyStartedException(((WorkflowExecutionStarted) history.get(0)).workflowId())
                    : e;
        }
    }

    private List<StoredMessage> messages(ResetPoint point, UUID baseRunId, ResetOptions options, Instant now) {
        List<InboundEvent> events = new ArrayList<>(point.happeningAgain(options));
        events.addAll(new LostAnswers(store()).to(point.unanswered(), point.kept(), baseRunId, now));
        List<StoredMessage> stored = new ArrayList<>(events.size());
        for (InboundEvent event : events) {
            // ids sort as the events follow each other
            stored.add(new StoredMessage(services.time().newId(now.plusNanos(1_000L * stored.size())), event));
        }
        return stored;
    }

    /** A parent was not told of the end, because a reset run was to take the place of the one that was ended. */
    private void tellParent(List<HistoryEvent> history, UUID newRunId) {
        ParentExecution parent =
                ((WorkflowExecutionStarted) history.get(0)).origin().parent();
        if (parent != null
                && history.get(history.size() - 1) instanceof WorkflowExecutionTerminated end
                && newRunId.equals(end.newRunId())) {
            Instant now = services.time().now();
            store().addMessage(
                            parent.runId(),
                            services.time().newId(now),
                            new ChildWorkflowExecutionTerminated(0, now, parent.initiatedEventId(), end.reason()));
            services.node().runs().ifPresent(runs -> runs.messagesStored(parent.runId()));
        }
    }

    private RunPlacement placement() {
        return services.node().runs().map(runs -> runs.placement()).orElseGet(RunPlacement::nowhere);
    }

    private DurableStore store() {
        return services.store();
    }

    private static String reason(ResetOptions options) {
        return options.reason().isEmpty() ? "Reset to event " + options.lastEventId() : options.reason();
    }
}
