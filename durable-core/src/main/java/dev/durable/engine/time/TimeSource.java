package dev.durable.engine.time;

import dev.durable.engine.Uuids;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The engine's only source of time, of timers, and of what follows from time: new ids, and waits that end. Thread-safe. */
public interface TimeSource {

    /** The time, in microseconds precision as databases keep it. */
    Instant now();

    /**
     * Runs an action once the time has come; at once, on another thread, if it has already. Actions are quick and do not block:
     * they hand work to somebody else.
     */
    TimerHandle schedule(Instant due, Runnable action);

    /**
     * Like {@link #schedule}, for what keeps an engine going rather than what somebody has asked for: leases, looks at the store, pauses
     * after trouble. May happen earlier, and need not keep the time when that is skipped.
     */
    default TimerHandle scheduleUpkeep(Instant latest, Runnable action) {
        return schedule(latest, action);
    }

    /** A new id of the present: a UUID of version 7. */
    default UUID newId() {
        return newId(now());
    }

    /** New ids of the present in their order, which those that are made one by one within a microsecond may not have. */
    default List<UUID> newIds(int count) {
        return Stream.generate(this::newId).limit(count).sorted().toList();
    }

    /** A new id of a time: a UUID of version 7. Where time can be repeated, so can its ids. */
    default UUID newId(Instant time) {
        return Uuids.version7(time);
    }

    /**
     * Waits on the calling thread until the future is complete, but not for longer than the given time.
     *
     * @throws ExecutionException if it has completed with an exception
     */
    default <T extends @Nullable Object> T await(CompletableFuture<T> future, Duration atMost)
            throws InterruptedException, ExecutionException, TimeoutException {
        return future.get(atMost.toNanos(), TimeUnit.NANOSECONDS);
    }

    /**
     * Waits on the calling thread until the future is complete.
     *
     * @throws ExecutionException if it has completed with an exception
     */
    default <T extends @Nullable Object> T await(CompletableFuture<T> future)
            throws InterruptedException, ExecutionException {
        try {
            return await(future, Duration.ofDays(36_500));
        } catch (TimeoutException e) {
            throw new IllegalStateException("Nobody waits for a hundred years", e);
        }
    }

    /** A timer that may be given up. */
    interface TimerHandle {

        /** Gives the timer up. Its action may be running already. */
        void cancel();
    }
}
