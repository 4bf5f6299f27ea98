package dev.durable.engine.cluster;

import dev.durable.engine.time.TimeSource;
import dev.durable.engine.time.TimeSource.TimerHandle;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Does something again and again, one round at a time: after the pause that the round before asks for, or sooner when somebody is in a
 * hurry, but not more often than makes sense. Thread-safe; the lock guards when the next round is.
 */
final class Rounds {

    private final TimeSource time;
    private final Executor executor;
    private final Duration apart;
    private final Supplier<Duration> round;
    private final ReentrantLock lock = new ReentrantLock();
    private boolean active;
    private boolean running;
    private boolean hurried;
    private Instant begunAt = Instant.MIN;
    private @Nullable TimerHandle timer;
    private CompletableFuture<Void> underWay = CompletableFuture.completedFuture(null);

    /**
     * @param apart least time between rounds that are hurried
     * @param round does the work on the executor, says how long to pause, and does not throw
     */
    Rounds(TimeSource time, Executor executor, Duration apart, Supplier<Duration> round) {
        this.time = time;
        this.executor = executor;
        this.apart = apart;
        this.round = round;
    }

    /** Begins with a round now. */
    void start() {
        lock.lock();
        try {
            active = true;
            begin();
        } finally {
            lock.unlock();
        }
    }

    /** No more rounds. Completes when the one that is under way has ended. */
    CompletableFuture<Void> stop() {
        lock.lock();
        try {
            active = false;
            cancelTimer();
            return underWay;
        } finally {
            lock.unlock();
        }
    }

    /** Another round has to begin after now, and soon. Does nothing when no rounds are made. */
    void hurry() {
        lock.lock();
        try {
            if (!active || hurried) {
                return;
            }
            Duration pause = Duration.between(time.now(), begunAt.plus(apart));
            if (!running && (pause.isNegative() || pause.isZero())) {
                begin();
                return;
            }
            hurried = true;
            if (!running) {
                beginIn(pause);
            }
        } finally {
            lock.unlock();
        }
    }

    private void begin() {
        cancelTimer();
        running = true;
        hurried = false;
        begunAt = time.now();
        CompletableFuture<Void> ended = new CompletableFuture<>();
        underWay = ended;
        executor.execute(() -> run(ended));
    }

    private void run(CompletableFuture<Void> ended) {
        Duration pause = round.get();
        lock.lock();
        try {
            running = false;
            if (active) {
                beginIn(hurried && pause.compareTo(apart) > 0 ? apart : pause);
            }
        } finally {
            lock.unlock();
        }
        ended.complete(null);
    }

    private void beginIn(Duration pause) {
        cancelTimer();
        if (pause.isZero()) {
            begin();
        } else {
            timer = time.schedule(time.now().plus(pause), this::beginLater);
        }
    }

    private void beginLater() {
        lock.lock();
        try {
            if (active && !running) {
                begin();
            }
        } finally {
            lock.unlock();
        }
    }

    private void cancelTimer() {
        if (timer != null) {
            timer.cancel();
        }
    }
}
