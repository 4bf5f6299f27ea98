package dev.durable.workflow;

import java.time.Duration;

/**
 * Keeps the threads of one workflow from doing something at the same time: from one blocking call to the next they take turns
 * anyhow, a lock holds across several. Who waits longest gets it first. As in Temporal it belongs to no thread: any thread of the
 * workflow may unlock it, and one that locks it twice waits for somebody else to unlock it.
 *
 * <pre>{@code
 * lock.lock();
 * try {
 *     …
 * } finally {
 *     lock.unlock();
 * }
 * }</pre>
 *
 * <p>Used by workflow threads of its run only.
 *
 * @see WorkflowContext#newLock()
 */
public interface WorkflowLock {

    /** Locks, and waits for that if need be. */
    void lock();

    /** Locks if that needs no waiting; tells whether it did. */
    boolean tryLock();

    /** Locks, and waits for that at most for the given time; tells whether it did. */
    boolean tryLock(Duration timeout);

    /**
     * Unlocks; if others wait, the first of them has the lock from now on.
     *
     * @throws IllegalStateException if it is not locked
     */
    void unlock();

    /** Whether somebody has it. */
    boolean isLocked();
}
