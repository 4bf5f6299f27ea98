package dev.durable.workflow;

import java.time.Duration;

/**
 * Permits that the threads of one workflow share, for example to have at most so many activities running at the same time. Who waits
 * longest is served first, even if a later one wants fewer permits. Permits belong to no thread. Used by workflow threads of its run
 * only.
 *
 * @see WorkflowContext#newSemaphore(int)
 */
public interface WorkflowSemaphore {

    /** Takes a permit, and waits for it if need be. */
    default void acquire() {
        acquire(1);
    }

    /**
     * Takes permits, all at once, and waits for them if need be.
     *
     * @param permits at least 1
     */
    void acquire(int permits);

    /** Takes a permit if that needs no waiting; tells whether it did. */
    default boolean tryAcquire() {
        return tryAcquire(1);
    }

    /** Takes permits, all at once, if that needs no waiting; tells whether it did. */
    boolean tryAcquire(int permits);

    /** Takes a permit, and waits for it at most for the given time; tells whether it did. */
    default boolean tryAcquire(Duration timeout) {
        return tryAcquire(1, timeout);
    }

    /** Takes permits, all at once, and waits for them at most for the given time; tells whether it did. */
    boolean tryAcquire(int permits, Duration timeout);

    /** Gives a permit back. */
    default void release() {
        release(1);
    }

    /**
     * Gives permits back; there may be more in the end than there were in the beginning.
     *
     * @param permits at least 1
     */
    void release(int permits);

    /** Permits that nobody has. */
    int availablePermits();
}
