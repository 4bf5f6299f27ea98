package dev.durable.engine.activity;

import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.history.ActivityTaskCompleted;
import dev.durable.payload.Payload;
import dev.durable.store.DurableStore;
import dev.durable.store.StoreConflictException;
import dev.durable.store.StoreTransaction;
import java.util.UUID;

/**
 * Stores results of transactional activities in the transactions of their attempts: as messages of their runs, which the run takes into
 * its history. A result goes with its transaction or not at all. Thread-safe.
 */
public sealed interface ResultStore permits OwnedResults, ClaimedResults {

    /** What became of a transaction in doubt. */
    enum Fate {
        /** The result is there, or the activity has completed with it. */
        COMMITTED,
        /** It has rolled back, and what the attempt came to is still to be said. */
        ROLLED_BACK,
        /** It has rolled back, and nothing is to be said about the attempt here any more: others decide about it. */
        OVERTAKEN
    }

    /**
     * Stores the result of an attempt in the transaction of the calling thread.
     *
     * @return identity of the message
     * @throws StoreConflictException if the attempt has lost: others decide about it, or the run has closed or goes on without it
     */
    UUID add(ActivityTask task, Payload result);

    /**
     * What became of a transaction in which a result was stored. Called in one that is rolled back: it waits for the end of the one in doubt, by
     * the lock that this one has on the run.
     */
    Fate fateOf(ActivityTask task, UUID messageId);

    /** The same for attempts that the node has claimed. */
    ResultStore ofClaims();

    /** The fate if the attempt is not this node's any more: whoever took it over, or closed the run, has seen what there is. */
    static Fate seenByOthers(DurableStore store, ActivityTask task, UUID messageId) {
        boolean committed = store.messages(task.runId()).stream()
                        .anyMatch(message -> message.messageId().equals(messageId))
                || store.history(task.runId(), task.scheduledEventId()).stream()
                        .anyMatch(event -> event instanceof ActivityTaskCompleted completed
                                && completed.scheduledEventId() == task.scheduledEventId()
                                && completed.attempt() == task.attempt());
        return committed ? Fate.COMMITTED : Fate.OVERTAKEN;
    }

    /** The transaction of the calling thread. */
    static StoreTransaction transaction(DurableStore store) {
        return store.currentTransaction()
                .orElseThrow(() -> new DurableException(
                        ErrorCode.ACTIVITY_TRANSACTION_FOREIGN,
                        "The transaction of an activity is none on the engine's database."));
    }
}
