package dev.durable.engine.schedule;

import dev.durable.client.WorkflowStatus;
import dev.durable.history.HistoryEvent;
import dev.durable.store.RunReader;
import dev.durable.store.StoredRun;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Looks how workflows stand that a schedule has started. A workflow that goes on in another run is open as long as that is. */
record RunningWorkflows(RunReader store) {

    /**
     * How a workflow stands.
     *
     * @param runId its latest run
     * @param status of that run, or null if it is not there any more
     * @param closing its last event, or null if it is open or not there any more
     */
    record Standing(
            UUID runId,
            @Nullable WorkflowStatus status,
            @Nullable HistoryEvent closing) {

        boolean isOpen() {
            return status != null && !status.isClosed();
        }
    }

    Standing of(TakenAction action) {
        UUID runId = action.runId();
        while (true) {
            Optional<StoredRun> run = store.findRun(runId);
            if (run.isEmpty()) {
                return new Standing(runId, null, null);
            }
            WorkflowStatus status = run.get().status();
            if (!status.isClosed()) {
                return new Standing(runId, status, null);
            }
            HistoryEvent closing = store.lastEvent(runId).orElse(null);
            UUID successor = closing == null ? null : closing.nextRunId();
            if (successor == null) {
                return new Standing(runId, status, closing);
            }
            runId = successor;
        }
    }

    /** Notes what has become of the workflows that were open. */
    void refresh(ScheduleTurn turn) {
        for (TakenAction action : turn.running()) {
            Standing standing = of(action);
            TakenAction current = action.withRunId(standing.runId());
            if (!current.equals(action)) {
                turn.goesOnAs(action, standing.runId());
            }
            if (!standing.isOpen()) {
                turn.closed(current, standing.status(), standing.closing());
            }
        }
    }
}
