package dev.durable.engine.commit;

import dev.durable.engine.EngineSettings.CommitSettings;
import dev.durable.engine.time.TimeSource;
import dev.durable.store.TurnStore;
import dev.durable.store.TurnWrite;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Group commit: turns of different runs that are ready at the same time share one database transaction. A few lanes each take
 * what is queued, write it all, commit, tell the listeners, and begin again; a lane ends when the queue is empty. No timer delays a
 * commit: an idle pipeline commits a turn alone and at once, and batches grow by themselves under load.
 *
 * <p>Thread-safe. The queue is lock-free; a lane is confined to the task it runs in. A run has at most one turn here at a time, so
 * the order among turns does not matter.
 */
public final class CommitPipeline {

    private static final Logger logger = LoggerFactory.getLogger(CommitPipeline.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final TurnStore store;
    private final TimeSource time;
    private final Executor executor;
    private final int maxLanes;
    private final int maxTurns;
    private final Queue<PendingTurn> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger lanes = new AtomicInteger();

    /**
     * @param executor runs the lanes, each as one task after another; must be able to run {@code settings.lanes()} tasks at the
     *     same time
     */
    public CommitPipeline(TurnStore store, TimeSource time, Executor executor, CommitSettings settings) {
        this.store = store;
        this.time = time;
        this.executor = executor;
        this.maxLanes = settings.lanes();
        this.maxTurns = settings.maxTurns();
    }

    /** Queues a turn; the listener is called once, later, on a commit thread. */
    public void submit(TurnWrite turn, CommitListener listener) {
        queue.add(new PendingTurn(turn, listener));
        openLane();
    }

    /** Turns that wait, not counting those in a commit. */
    public int queued() {
        return queue.size();
    }

    /** Whether nothing is being committed, nor about to be. */
    public boolean isIdle() {
        return lanes.get() == 0;
    }

    private void openLane() {
        int open = lanes.get();
        while (open < maxLanes && !queue.isEmpty()) {
            if (lanes.compareAndSet(open, open + 1)) {
                startLane();
                return;
            }
            open = lanes.get();
        }
    }

    private void startLane() {
        try {
            executor.execute(new CommitLane(store, time, executor, this::takeBatch, this::closeLane)::run);
        } catch (RuntimeException | Error e) {
            lanes.decrementAndGet();
            logger.warn("No thread commits; {} turns wait, and another try follows in {}", queue.size(), PAUSE, e);
            time.schedule(time.now().plus(PAUSE), this::openLane);
        }
    }

    private void closeLane() {
        lanes.decrementAndGet();
        // a turn may have been queued after the lane saw the queue empty and before it closed
        openLane();
    }

    private List<PendingTurn> takeBatch() {
        List<PendingTurn> batch = new ArrayList<>();
        PendingTurn next;
        while (batch.size() < maxTurns && (next = queue.poll()) != null) {
            batch.add(next);
        }
        return batch;
    }
}
