package dev.durable.engine.activity;

import dev.durable.engine.time.TimeSource;
import dev.durable.history.ActivityTaskReported;
import dev.durable.history.HistoryEvent;
import dev.durable.payload.Payload;
import dev.durable.store.DurableStore;
import dev.durable.store.StoreConflictException;
import dev.durable.store.StoredMessage;
import java.util.List;
import java.util.UUID;

/** Results of attempts that the owner of the run makes: the run's row is the fence. Thread-safe. */
public final class OwnedResults implements ResultStore {

    private final DurableStore store;
    private final UUID nodeId;
    private final TimeSource time;

    /** A store of results for attempts that are made on the node. */
    public OwnedResults(DurableStore store, UUID nodeId, TimeSource time) {
        this.store = store;
        this.nodeId = nodeId;
        this.time = time;
    }

    /** {@inheritDoc} From here to the end of the transaction nobody else can take the run over or close it. */
    @Override
    public UUID add(ActivityTask task, Payload result) {
        UUID messageId = time.newId();
        ResultStore.transaction(store)
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

    @Override
    public Fate fateOf(ActivityTask task, UUID messageId) {
        try {
            ResultStore.transaction(store)
                    .report(
                            task.runId(),
                            nodeId,
                            new StoredMessage(
                                    time.newId(),
                                    ActivityTaskReported.heartbeat(
                                            time.now(), task.scheduledEventId(), task.attempt(), null)));
        } catch (StoreConflictException e) {
            return ResultStore.seenByOthers(store, task, messageId); // the run was taken over or has closed
        }
        Fate fate = ResultStore.seenByOthers(store, task, messageId);
        boolean open = !isEnded(task, store.history(task.runId(), task.scheduledEventId()));
        return fate == Fate.OVERTAKEN && open ? Fate.ROLLED_BACK : fate;
    }

    /** A node that has lost a run and got it back may not know that the attempt was given up meanwhile. The run's row is locked. */
    private void requireCurrent(ActivityTask task) {
        boolean later = store.currentActivityTasks(task.runId()).stream()
                .anyMatch(state ->
                        state.scheduledEventId() == task.scheduledEventId() && state.attempt() > task.attempt());
        if (later || isEnded(task, store.currentHistory(task.runId(), task.scheduledEventId()))) {
            throw new StoreConflictException(
                    StoreConflictException.Kind.OWNERSHIP_LOST,
                    "The history of run " + task.runId() + " goes on without attempt " + task.attempt()
                            + " of the activity of event " + task.scheduledEventId() + ".",
                    null);
        }
    }

    private static boolean isEnded(ActivityTask task, List<HistoryEvent> events) {
        return events.stream().anyMatch(event -> event.endsEventId() == task.scheduledEventId());
    }

    @Override
    public ResultStore ofClaims() {
        return new ClaimedResults(store, nodeId, time);
    }
}
