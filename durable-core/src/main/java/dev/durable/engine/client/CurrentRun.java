package dev.durable.engine.client;

import dev.durable.client.WorkflowNotFoundException;
import dev.durable.history.HistoryEvent;
import dev.durable.history.WorkflowExecutionStarted;
import dev.durable.store.DurableStore;
import dev.durable.store.StoredRun;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The run that goes on for one that was started or reset: that one itself, until it has closed and another has taken its place, by
 * continuing as new, by repetition or by a reset. Never one that somebody has started later under the same workflow id. Remembers how far
 * it has followed.
 */
final class CurrentRun implements RunAddress {

    private final String workflowId;
    private final UUID startedRunId;
    private final ClientServices services;
    private volatile UUID runId;

    CurrentRun(String workflowId, UUID startedRunId, ClientServices services) {
        this.workflowId = workflowId;
        this.startedRunId = startedRunId;
        this.services = services;
        this.runId = startedRunId;
    }

    @Override
    public String workflowId() {
        return workflowId;
    }

    @Override
    public Optional<UUID> here() {
        return Optional.of(runId);
    }

    @Override
    public StoredRun find() {
        Optional<StoredRun> run = store().findRun(runId);
        while (run.isPresent() && run.get().status().isClosed()) {
            Optional<StoredRun> next = following(run.get());
            if (next.isEmpty()) {
                break;
            }
            run = next;
        }
        StoredRun found = run.isPresent() && !run.get().status().isClosed() ? run.get() : notLinked(run);
        runId = found.runId();
        return found;
    }

    private Optional<StoredRun> following(StoredRun closed) {
        return store().lastEvent(closed.runId())
                .flatMap(closing -> Optional.ofNullable(closing.nextRunId()))
                .flatMap(next -> store().findRun(next));
    }

    /** A reset of a closed run is not named by its closing event, and what led to the open run may have been deleted. */
    private StoredRun notLinked(Optional<StoredRun> last) {
        StoredRun latest = store().findRun(workflowId).orElse(null);
        if (latest != null
                && !isSame(latest, last.orElse(null))
                && firstOf(latest.runId()).equals(firstOf(startedRunId))) {
            return latest;
        }
        return last.orElseThrow(() -> new WorkflowNotFoundException(workflowId));
    }

    private static boolean isSame(StoredRun run, @Nullable StoredRun other) {
        return other != null && run.runId().equals(other.runId());
    }

    /** The first run of those that follow from one another; the run itself if it is gone. */
    private UUID firstOf(UUID id) {
        List<HistoryEvent> history = store().history(id, 0);
        return history.isEmpty()
                ? id
                : ((WorkflowExecutionStarted) history.get(0)).origin().firstOf(id);
    }

    @Override
    public boolean followsRuns() {
        return true;
    }

    private DurableStore store() {
        return services.store();
    }
}
