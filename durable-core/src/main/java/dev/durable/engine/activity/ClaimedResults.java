package dev.durable.engine.activity;

import dev.durable.engine.time.TimeSource;
import dev.durable.history.ActivityTaskReported;
import dev.durable.payload.Payload;
import dev.durable.store.ActivityClaim;
import dev.durable.store.ActivityTaskState.Stage;
import dev.durable.store.ClaimChange;
import dev.durable.store.DurableStore;
import dev.durable.store.StoreConflictException;
import dev.durable.store.StoredMessage;
import java.util.UUID;

/**
 * Results of attempts that were claimed from runs of other nodes: the claim is the fence, and ends with the transaction. Thread-safe.
 */
final class ClaimedResults implements ResultStore {

    private final DurableStore store;
    private final UUID nodeId;
    private final TimeSource time;

    ClaimedResults(DurableStore store, UUID nodeId, TimeSource time) {
        this.store = store;
        this.nodeId = nodeId;
        this.time = time;
    }

    /** {@inheritDoc} From here to the end of the transaction nobody else can take the claim away or close the run. */
    @Override
    public UUID add(ActivityTask task, Payload result) {
        UUID messageId = time.newId();
        endClaim(task, messageId, result);
        return messageId;
    }

    /** A claim that is still held shows that the transaction in doubt has rolled back; one that is gone was ended by it or by others. */
    @Override
    public Fate fateOf(ActivityTask task, UUID messageId) {
        try {
            endClaim(task, time.newId(), Payload.NULL);
        } catch (StoreConflictException e) {
            return ResultStore.seenByOthers(store, task, messageId);
        }
        return Fate.ROLLED_BACK;
    }

    private void endClaim(ActivityTask task, UUID messageId, Payload result) {
        ActivityTaskReported report =
                ActivityTaskReported.committed(time.now(), task.scheduledEventId(), task.attempt(), result);
        ResultStore.transaction(store)
                .report(
                        new ActivityClaim(nodeId, task.runId(), task.scheduledEventId(), task.attempt()),
                        ClaimChange.ended(
                                task.toState(Stage.REPORTED, task.dueAt()), new StoredMessage(messageId, report)));
    }

    @Override
    public ResultStore ofClaims() {
        return this;
    }
}
