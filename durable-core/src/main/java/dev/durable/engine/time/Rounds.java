package dev.durable.engine.time;

import dev.durable.engine.time.TimeSource.TimerHandle;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does something again and again, one round at a time: after the pause that the round before asks for, or sooner when somebody wants it,
 * but not more often than makes sense. Whatever goes wrong, there is a next round. Thread-safe; the lock guards when that is.
 */
public final class Rounds {

    private static final Logger logger = LoggerFactory.getLogger(Rounds.class);
    private static final Duration AFTER_A_FAILURE = Duration.ofSeconds(1);

    private final TimeSource time;
    private final Executor executor;
    private final Duration apart;
    private final Supplier<Duration> round;
    private final ReentrantLock lock = new ReentrantLock();
    private boolean active;
    private boolean running;
    private Instant begunAt = Instant.MIN;
    private Instant nextAt = Instant.MAX;
    private @Nullable TimerHandle timer;
    private CompletableFuture<Void> underWay = CompletableFuture.completedFuture(null);

    /**
     * @param executor makes the rounds
     * @param apart least time between the beginnings of rounds that are hurried
     * @param round does the work, and says how long to pause; zero to go on at once
     */
    public Rounds(TimeSource time, Executor executor, Duration apart, Supplier<Duration> round) {
        this.time = time;
        this.executor = executor;
        this.apart = apart;
        this.round = round;
    }

    /** Begins with a round now. */
    public void start() {
        lock.lock();
        try {
            active = true;
            beginAt(time.now());
        } finally {
            lock.unlock();
        }
    }

    /** No more rounds. Completes when the one that is under way has ended. */
    public CompletableFuture<Void> stop() {
        lock.lock();
        try {
            active = false;
            cancelTimer();
            return underWay;
        } finally {
            lock.unlock();
        }
    }

    /** Whether rounds are made: a long one should end soon if not. */
    public boolean isActive() {
        lock.lock();
        try {
            return active;
        } finally {
            lock.unlock();
        }
    }

    /** A round has to begin after now, and soon. Does nothing when no rounds are made. */
    public void hurry() {
        lock.lock();
        try {
            Instant now = time.now();
            Instant earliest = begunAt.plus(apart);
            beginBy(earliest.isAfter(now) ? earliest : now);
        } finally {
            lock.unlock();
        }
    }

    /** A round has to begin at that time, unless one begins between now and then. Does nothing when no rounds are made. */
    public void beginBy(Instant moment) {
        lock.lock();
        try {
            if (!active || !moment.isBefore(nextAt)) {
                return;
            }
            if (running) {
                nextAt = moment;
            } else {
                beginAt(moment);
            }
        } finally {
            lock.unlock();
        }
    }

    private void beginAt(Instant moment) {
        cancelTimer();
        if (moment.isAfter(time.now())) {
            nextAt = moment;
            timer = time.scheduleUpkeep(moment, this::beginInTime);
        } else {
            begin();
        }
    }

    private void beginInTime() {
        lock.lock();
        try {
            if (active && !running) {
                begin();
            }
        } finally {
            lock.unlock();
        }
    }

    private void begin() {
        running = true;
        begunAt = time.now();
        nextAt = Instant.MAX;
        CompletableFuture<Void> ended = new CompletableFuture<>();
        underWay = ended;
        try {
            executor.execute(() -> run(ended));
        } catch (RuntimeException | Error e) {
            // no thread could be had
            logger.error("A round could not begin and is tried again", e);
            end(ended, AFTER_A_FAILURE);
        }
    }

    private void run(CompletableFuture<Void> ended) {
        Duration pause = AFTER_A_FAILURE;
        try {
            if (isActive()) {
                pause = round.get();
            }
        } catch (RuntimeException | Error e) {
            logger.error("A round failed; the next one follows", e);
        } finally {
            end(ended, pause);
        }
    }

    private void end(CompletableFuture<Void> ended, Duration pause) {
        lock.lock();
        try {
            running = false;
            if (active) {
                Instant next = time.now().plus(pause);
                beginAt(next.isBefore(nextAt) ? next : nextAt);
            }
        } finally {
            lock.unlock();
        }
        ended.complete(null);
    }

    private void cancelTimer() {
        if (timer != null) {
            timer.cancel();
        }
    }
}
