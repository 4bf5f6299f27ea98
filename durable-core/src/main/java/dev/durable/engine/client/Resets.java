package dev.durable.engine.client;

import dev.durable.client.ResetOptions;
import dev.durable.client.WorkflowAlreadyStartedException;
import dev.durable.client.WorkflowClosedException;
import dev.durable.engine.run.ChainEnd;
import dev.durable.engine.run.ResetPoint;
import dev.durable.engine.run.ResetRuns;
import dev.durable.engine.run.RunPlacement;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.history.HistoryEvent;
import dev.durable.history.StartChildWorkflowExecutionInitiated;
import dev.durable.history.WorkflowExecutionResetRequested;
import dev.durable.history.WorkflowExecutionStarted;
import dev.durable.store.DurableStore;
import dev.durable.store.StoreConflictException;
import dev.durable.store.StoredRun;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Resets runs. One that is open is asked for it: its owner ends it and begins the new one in the same commit. For one that has closed, the
 * new one is stored here. So there is one commit in both cases, and whoever dies before it has done nothing. Thread-safe.
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
        WorkflowExecutionResetRequested request = request(options);
        requireLegal(run, ResetPoint.in(store().history(run.runId(), 0), request.lastEventId()));
        if (run.status().isClosed() || !isResetByItsOwner(run, request)) {
            requireNoOther(run);
            begin(run, request);
        }
        services.node().runs().ifPresent(runs -> runs.adoptIfOwned(request.newRunId()));
        return request.newRunId();
    }

    private WorkflowExecutionResetRequested request(ResetOptions options) {
        return new WorkflowExecutionResetRequested(
                0,
                services.time().now(),
                services.time().newId(),
                options.lastEventId(),
                options.reapplySignals(),
                options.reapplyUpdates(),
                options.reason());
    }

    /** Refuses if another run is open, or a child that was started before the point: its result would go to nobody. */
    private void requireLegal(StoredRun run, ResetPoint point) {
        requireNoOther(run);
        for (StartChildWorkflowExecutionInitiated child : point.keptChildren()) {
            if (store().findRun(child.runId()).isPresent()
                    && ChainEnd.of(store(), child.runId()).isEmpty()) {
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

    /** Has the owner of an open run reset it; false if that has closed otherwise meanwhile, and the request with it. */
    private boolean isResetByItsOwner(StoredRun run, WorkflowExecutionResetRequested request) {
        try {
            messages.reset(run.workflowId(), run.runId(), request);
        } catch (WorkflowClosedException e) {
            // by itself, meanwhile
        }
        results.awaitClosing(run.workflowId(), run.runId(), services.callTimeout());
        return store().lastEvent(run.runId())
                .map(HistoryEvent::nextRunId)
                .filter(request.newRunId()::equals)
                .isPresent();
    }

    private void begin(StoredRun run, WorkflowExecutionResetRequested request) {
        List<HistoryEvent> history = store().history(run.runId(), 0);
        try {
            store().commit(List.of(new ResetRuns(placement(), store())
                    .of(run.runId(), history, request, services.time().now())));
            services.started((WorkflowExecutionStarted) history.get(0));
        } catch (StoreConflictException e) {
            throw e.kind() == StoreConflictException.Kind.WORKFLOW_ID_TAKEN
                    ? new WorkflowAlreadyStartedException(run.workflowId())
                    : e;
        }
    }

    private RunPlacement placement() {
        return services.node().runs().map(runs -> runs.placement()).orElseGet(RunPlacement::nowhere);
    }

    private DurableStore store() {
        return services.store();
    }
}
