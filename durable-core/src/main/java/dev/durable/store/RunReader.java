package dev.durable.store;

import dev.durable.client.CodeVersionUse;
import dev.durable.client.FailedAttempt;
import dev.durable.client.WorkflowFilter;
import dev.durable.client.WorkflowPage;
import dev.durable.history.HistoryEvent;
import dev.durable.search.SearchAttributes;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Reads runs. Sees what is committed, and what the caller's own transaction has written. */
public interface RunReader {

    /** A run by its id. */
    Optional<StoredRun> findRun(UUID runId);

    /** The open run of a workflow id, or the latest if none is open. */
    Optional<StoredRun> findRun(String workflowId);

    /** The events of a run after the given event id (0 for all), in order. */
    List<HistoryEvent> history(UUID runId, int afterEventId);

    /** As many events of a run after the given event id (0 for the first), in order. */
    List<HistoryEvent> history(UUID runId, int afterEventId, int limit);

    /**
     * {@link #history(UUID, int) The same} as it is at this moment, even in a transaction of the caller whose earlier reads fix what it sees. Others may
     * have to wait with changes of the run until that has ended, so it is asked for last.
     */
    default List<HistoryEvent> currentHistory(UUID runId, int afterEventId) {
        return history(runId, afterEventId);
    }

    /** The last event of a run. */
    Optional<HistoryEvent> lastEvent(UUID runId);

    /** The ids of the last events of runs, by run; those without events are left out. */
    Map<UUID, Integer> lastEventIds(Collection<UUID> runIds);

    /** The messages that wait for a run, in the order of their ids. */
    List<StoredMessage> messages(UUID runId);

    /**
     * Whether a message was delivered to a run of the workflow: it is stored for one of its latest runs, or one of them has recorded
     * a signal with its id as request id. Asked when the answer to a commit was lost.
     */
    boolean isDelivered(String workflowId, UUID messageId);

    /** The retry states of a run's activities. */
    List<ActivityTaskState> activityTasks(UUID runId);

    /** {@link #activityTasks The same} as they are at this moment, see {@link #currentHistory}. */
    default List<ActivityTaskState> currentActivityTasks(UUID runId) {
        return activityTasks(runId);
    }

    /**
     * What a node needs to take runs up, read together.
     *
     * @param maxEvents runs with more events are left out, and so are runs that do not exist
     */
    List<RunSnapshot> snapshots(Collection<UUID> runIds, int maxEvents);

    /** The latest failed attempts of a run, newest first. */
    List<FailedAttempt> failedAttempts(UUID runId, int limit);

    /**
     * One page of runs, newest first.
     *
     * @throws dev.durable.failure.DurableException {@code DUR-2010} if the cursor is not one of this store's
     */
    WorkflowPage list(WorkflowFilter filter);

    /** How many runs fit, whatever the page size and the cursor. */
    long count(WorkflowFilter filter);

    /** How many open runs are pinned to which versions of the code, by version and type; reads all open runs. */
    List<CodeVersionUse> codeVersions();

    /** The search attributes of a run. */
    SearchAttributes searchAttributes(UUID runId);
}
