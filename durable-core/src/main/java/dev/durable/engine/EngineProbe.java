package dev.durable.engine;

import dev.durable.history.HistoryEvent;
import dev.durable.store.DurableStore;
import dev.durable.store.StoreUnavailableException;
import dev.durable.store.TurnWrite;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A test's hold on one engine: it knows whether anything is under way there, sees what is committed, and can let the engine's node die.
 * Made for {@link DurableEngineBuilder#probe}. Thread-safe.
 */
public final class EngineProbe {

    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicInteger attempts = new AtomicInteger();
    private final AtomicLong begun = new AtomicLong();
    private volatile Runnable onIdle = () -> {};
    private volatile Consumer<List<TurnWrite>> onCommit = turns -> {};
    private volatile @Nullable DurableEngine engine;

    /** A probe that is in no engine yet. */
    public EngineProbe() {}

    /** Whether nothing is under way: no step, no commit, no attempt of an activity, no look at the store. Then only time or a call can change something. */
    public boolean isIdle() {
        return underWay.get() == 0;
    }

    /** Whether nothing is under way but, perhaps, attempts of activities. */
    public boolean isQuiet() {
        return underWay.get() <= attempts.get();
    }

    /** How much has been begun so far: as long as this does not change and the engine is idle, it has been idle. */
    public long begun() {
        return begun.get();
    }

    /** Has somebody told, on the thread that was the last to work, whenever the engine becomes idle. */
    public void onIdle(Runnable listener) {
        onIdle = listener;
    }

    /**
     * Has somebody told of all turns that the engine's node commits, on the committing thread, before anything follows from them. Whoever lets
     * the node {@linkplain #crash() die} there makes sure that nothing does, except that callers who wait for the commit are told.
     */
    public void onCommit(Consumer<List<TurnWrite>> listener) {
        onCommit = listener;
    }

    /** Whether the store has something for the engine's node that the node has not taken yet, as {@link DurableStore#pendingWork} tells. Has the node look, if so. */
    public boolean isWorkWaiting() {
        DurableEngine current = engine;
        try {
            return current != null && current.isWorkWaiting();
        } catch (StoreUnavailableException e) {
            return true;
        }
    }

    /**
     * Replays every prefix of a history with the engine's own definitions, as {@link WorkflowReplayer#replayEveryPrefix} does; nothing if its
     * workflow type is not among them.
     *
     * @throws dev.durable.failure.DurableException {@code DUR-2095} if a prefix does not replay
     */
    public void verifyReplay(UUID runId, List<HistoryEvent> history) {
        DurableEngine current = engine;
        if (current != null) {
            current.verifyReplay(runId, history);
        }
    }

    /**
     * Lets the node die like a process that is killed: nothing is released, nothing reaches the store or comes back from it, no timer fires, no
     * attempt of an activity begins. A new node of the same engine takes its place. Attempts that run are interrupted; what comes of them is
     * lost. Does nothing if the engine does not execute.
     */
    public void crash() {
        DurableEngine current = engine;
        if (current != null) {
            current.loseNode(true);
        }
    }

    /** Lets the node die as in a {@linkplain #crash() crash}, and no other takes its place until the engine is started again. */
    public void drop() {
        DurableEngine current = engine;
        if (current != null) {
            current.loseNode(false);
        }
    }

    void attachTo(DurableEngine newEngine) {
        engine = newEngine;
    }

    void committed(List<TurnWrite> turns) {
        onCommit.accept(turns);
    }

    EngineThreads watched(EngineThreads threads) {
        return new EngineThreads(
                threads.workflows(),
                watched(threads.turns()),
                watched(threads.commits()),
                watchedAttempts(watched(threads.activities())),
                watched(threads.blocking()));
    }

    private Executor watched(Executor executor) {
        return task -> {
            underWay.incrementAndGet();
            begun.incrementAndGet();
            try {
                executor.execute(() -> {
                    try {
                        task.run();
                    } finally {
                        ended();
                    }
                });
            } catch (RuntimeException | Error e) {
                ended();
                throw e;
            }
        };
    }

    private Executor watchedAttempts(Executor executor) {
        return task -> executor.execute(() -> {
            attempts.incrementAndGet();
            try {
                task.run();
            } finally {
                attempts.decrementAndGet();
            }
        });
    }

    private void ended() {
        if (underWay.decrementAndGet() == 0) {
            onIdle.run();
        }
    }
}
