package dev.durable.engine;

import dev.durable.engine.observation.EngineObserver;
import dev.durable.history.InboundEvent;
import dev.durable.store.CommitResult;
import dev.durable.store.StoreTransaction;
import dev.durable.store.StoredRun;
import dev.durable.store.TurnStore;
import dev.durable.store.TurnWrite;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Tells an observer of the commits of a node's turns. Thread-safe. */
final class ObservedCommits implements TurnStore {

    private final TurnStore store;
    private final EngineObserver observer;

    private ObservedCommits(TurnStore store, EngineObserver observer) {
        this.store = store;
        this.observer = observer;
    }

    /** The store itself, if nobody observes it. */
    static TurnStore of(TurnStore store, EngineObserver observer) {
        return observer == EngineObserver.NONE ? store : new ObservedCommits(store, observer);
    }

    @Override
    public CommitResult commit(List<TurnWrite> turns) {
        long begin = System.nanoTime();
        CommitResult result = store.commit(turns);
        observer.committed(turns.size(), Duration.ofNanos(System.nanoTime() - begin));
        return result;
    }

    @Override
    public boolean isCommitted(TurnWrite turn) {
        return store.isCommitted(turn);
    }

    @Override
    public Optional<StoreTransaction> currentTransaction() {
        return store.currentTransaction();
    }

    @Override
    public StoredRun addMessage(UUID runId, UUID messageId, InboundEvent message) {
        return store.addMessage(runId, messageId, message);
    }
}
