package dev.durable.engine.activity;

import dev.durable.engine.time.TimeSource;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.history.ActivityTaskReported;
import dev.durable.payload.Payload;
import dev.durable.store.DurableStore;
import dev.durable.store.StoreConflictException;
import dev.durable.store.StoreTransaction;
import dev.durable.store.StoredMessage;
import java.util.UUID;

/**
 * Stores results of transactional activities in the transactions of their attempts: as messages of their runs, which the run takes into
 * its history. A result goes with its transaction or not at all. Thread-safe.
 */
public final class ResultStore {

    private final DurableStore store;
    private final UUID nodeId;
    private final TimeSource time;

    /** A store of results for attempts that are made on the node. */
    public ResultStore(DurableStore store, UUID nodeId, TimeSource time) {
        this.store = store;
        this.nodeId = nodeId;
        this.time = time;
    }

    /**
     * Stores the result of an attempt in the transaction of the calling thread. From here to the end of the transaction nobody else can
     * take the run over or close it.
     *
     * @return identity of the message
     * @throws StoreConflictException if the attempt has lost: the run is another node's, has closed, or goes on without the attempt
     */
    UUID add(ActivityTask task, Payload result) {
        UUID messageId = time.newId();
        transaction()
                .report(
                        task.runId(),
                        nodeId,
                        new StoredMessage(
                                messageId,
                                ActivityTaskReported.committed(
                                        time.now(), task.scheduledEventId(), task.attempt(), result)));
        requireCurrent(task);
        return messageId;
    }

    /**
     * Whether the result was committed, or the activity has ended otherwise. Called in a transaction that is rolled back: it waits for the
     * end of the one in doubt, by the lock that this one has on the run.
     */
    boolean isCommitted(ActivityTask task, UUID messageId) {
        try {
            transaction()
                    .report(
                            task.runId(),
                            nodeId,
                            new StoredMessage(
                                    time.newId(),
                                    ActivityTaskReported.heartbeat(
                                            time.now(), task.scheduledEventId(), task.attempt(), null)));
        } catch (StoreConflictException e) {
            return true; // the run was taken over or has closed: whoever did that has seen what there is, and nothing
            // is to be said here
        }
        return store.messages(task.runId()).stream()
                        .anyMatch(message -> message.messageId().equals(messageId))
                || hasEnded(task);
    }

    /** A node that has lost a run and got it back may not know that the attempt was given up meanwhile. The run's row is locked. */
    private void requireCurrent(ActivityTask task) {
        boolean later = store.activityTasks(task.runId()).stream()
                .anyMatch(state ->
                        state.scheduledEventId() == task.scheduledEventId() && state.attempt() > task.attempt());
        if (later || hasEnded(task)) {
            throw new StoreConflictException(
                    StoreConflictException.Kind.OWNERSHIP_LOST,
                    "The history of run " + task.runId() + " goes on without attempt " + task.attempt()
                            + " of the activity of event " + task.scheduledEventId() + ".",
                    null);
        }
    }

    private boolean hasEnded(ActivityTask task) {
        return store.history(task.runId(), task.scheduledEventId()).stream()
                .anyMatch(event -> event.endsEventId() == task.scheduledEventId());
    }

    private StoreTransaction transaction() {
        return store.currentTransaction()
                .orElseThrow(() -> new DurableException(
                        ErrorCode.ACTIVITY_TRANSACTION_FOREIGN,
                        "The transaction of an activity is none on the engine's database."));
    }
}
