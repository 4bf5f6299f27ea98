package dev.durable.engine.cluster;

import dev.durable.engine.run.Runs;
import dev.durable.engine.time.TimeSource;
import dev.durable.engine.time.TimeSource.TimerHandle;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Has runs leave this node that have nothing to do for long, so that a million sleeping workflows cost a million rows and no memory.
 *
 * <p>Thread-safe. The lock guards whether there is a next round, and which.
 */
public final class IdleRuns {

    private static final int ROUNDS_PER_WHILE = 4;

    private final Runs runs;
    private final TimeSource time;
    private final Executor executor;
    private final Duration idleAfter;
    private final ReentrantLock lock = new ReentrantLock();
    private boolean active;
    private @Nullable TimerHandle nextRound;

    /**
     * @param executor looks through the runs
     * @param idleAfter how long a run has nothing to do before it leaves, and how long it must have nothing to do after that; zero for never
     */
    public IdleRuns(Runs runs, TimeSource time, Executor executor, Duration idleAfter) {
        this.runs = runs;
        this.time = time;
        this.executor = executor;
        this.idleAfter = idleAfter;
    }

    /** Begins to look, now and then. */
    public void start() {
        lock.lock();
        try {
            active = !idleAfter.isZero();
            scheduleNext();
        } finally {
            lock.unlock();
        }
    }

    /** Looks no more. */
    public void stop() {
        lock.lock();
        try {
            active = false;
            if (nextRound != null) {
                nextRound.cancel();
            }
        } finally {
            lock.unlock();
        }
    }

    private void scheduleNext() {
        if (active) {
            nextRound = time.schedule(
                    time.now().plus(idleAfter.dividedBy(ROUNDS_PER_WHILE)), () -> executor.execute(this::round));
        }
    }

    private void round() {
        Instant unusedSince = time.now().minus(idleAfter);
        runs.passivateUnusedSince(unusedSince, idleAfter);
        lock.lock();
        try {
            scheduleNext();
        } finally {
            lock.unlock();
        }
    }
}
