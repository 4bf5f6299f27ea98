package dev.durable.engine.commit;

import dev.durable.history.InboundEvent;
import dev.durable.store.CommitResult;
import dev.durable.store.StoreTransaction;
import dev.durable.store.StoredRun;
import dev.durable.store.TurnStore;
import dev.durable.store.TurnWrite;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/** Takes turns and notes in which groups they came. Fails as told. Thread-safe. */
final class FakeTurnStore implements TurnStore {

    private final List<List<UUID>> groups = new ArrayList<>();
    private final Set<UUID> committed = new HashSet<>();
    private final Map<UUID, RuntimeException> refused = new HashMap<>();
    private int lookUps;
    private Runnable beforeLookUp = () -> {};
    private Consumer<List<UUID>> before = group -> {};
    private Consumer<List<UUID>> after = group -> {};

    /** Refuses groups with a turn of the run. */
    synchronized void refuse(UUID runId, RuntimeException failure) {
        refused.put(runId, failure);
    }

    /** Does something before each commit; an exception prevents it. */
    synchronized void before(Consumer<List<UUID>> action) {
        before = action;
    }

    /** Does something after each commit; an exception makes it look failed. */
    synchronized void after(Consumer<List<UUID>> action) {
        after = action;
    }

    /** Does something before each look-up; an exception prevents it. */
    synchronized void beforeLookUp(Runnable action) {
        beforeLookUp = action;
    }

    /** Lets a commit that was made before become visible. */
    synchronized void makeCommitted(UUID runId) {
        committed.add(runId);
    }

    /** The groups that were tried, in order. */
    synchronized List<List<UUID>> groups() {
        return List.copyOf(groups);
    }

    /** How often it was asked whether a turn is committed. */
    synchronized int lookUps() {
        return lookUps;
    }

    @Override
    public CommitResult commit(List<TurnWrite> turns) {
        List<UUID> group = turns.stream().map(TurnWrite::runId).toList();
        actionBefore(group).accept(group);
        store(group);
        actionAfter().accept(group);
        return CommitResult.COMPLETE;
    }

    @Override
    public synchronized boolean isCommitted(TurnWrite turn) {
        beforeLookUp.run();
        lookUps++;
        return committed.contains(turn.runId());
    }

    @Override
    public Optional<StoreTransaction> currentTransaction() {
        return Optional.empty();
    }

    @Override
    public StoredRun addMessage(UUID runId, UUID messageId, InboundEvent message) {
        throw new UnsupportedOperationException();
    }

    private synchronized Consumer<List<UUID>> actionBefore(List<UUID> group) {
        groups.add(group);
        return before;
    }

    private synchronized Consumer<List<UUID>> actionAfter() {
        return after;
    }

    private synchronized void store(List<UUID> group) {
        for (UUID runId : group) {
            RuntimeException failure = refused.get(runId);
            if (failure != null) {
                throw failure;
            }
        }
        for (UUID runId : group) {
            if (!committed.add(runId)) {
                throw new AssertionError("Run " + runId + " was committed twice");
            }
        }
    }
}
