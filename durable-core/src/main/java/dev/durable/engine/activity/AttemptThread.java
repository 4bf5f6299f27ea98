package dev.durable.engine.activity;

import dev.durable.failure.CanceledFailure;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The thread on which an attempt's code runs, for as long as it does. Shared by that thread and those who ask the attempt to stop or
 * give it up; the lock guards all fields and makes sure that an interrupt never hits the thread after the attempt has left it.
 */
final class AttemptThread {

    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Thread thread;
    private @Nullable String canceledBecause;
    private @Nullable String givenUpBecause;

    /** Called by the thread before the activity's code; false if the attempt was given up already. */
    boolean enter() {
        lock.lock();
        try {
            if (givenUpBecause != null) {
                return false;
            }
            thread = Thread.currentThread();
            if (canceledBecause != null) {
                thread.interrupt();
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Called by the thread after the activity's code; takes leftover interrupts with it. */
    void leave() {
        lock.lock();
        try {
            thread = null;
            Thread.interrupted();
        } finally {
            lock.unlock();
        }
    }

    /** Asks the activity's code to stop: interrupts it, once, and lets its heartbeats fail. Its result is wanted still. */
    void requestCancel(String because) {
        lock.lock();
        try {
            if (canceledBecause == null) {
                canceledBecause = because;
                interrupt();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Interrupts the activity's code, and lets its next heartbeat fail: nobody wants its result any more. */
    void giveUp(String because) {
        lock.lock();
        try {
            givenUpBecause = because;
            interrupt();
        } finally {
            lock.unlock();
        }
    }

    /** Nobody wants the result of the activity's code any more, but it may end in its own time. */
    void dismiss(String because) {
        lock.lock();
        try {
            givenUpBecause = because;
        } finally {
            lock.unlock();
        }
    }

    boolean isGivenUp() {
        lock.lock();
        try {
            return givenUpBecause != null;
        } finally {
            lock.unlock();
        }
    }

    /** Whether the activity's code was asked to stop, or its result is not wanted any more. */
    boolean isToStop() {
        lock.lock();
        try {
            return givenUpBecause != null || canceledBecause != null;
        } finally {
            lock.unlock();
        }
    }

    /** Throws if the attempt was given up. */
    void requireWanted() {
        lock.lock();
        try {
            if (givenUpBecause != null) {
                throw new CanceledFailure("The result of this attempt is not wanted any more: " + givenUpBecause);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Throws if the activity's code was asked to stop, or its result is not wanted any more. */
    void requireNotToStop() {
        lock.lock();
        try {
            requireWanted();
            if (canceledBecause != null) {
                throw new CanceledFailure("The activity is to stop: " + canceledBecause);
            }
        } finally {
            lock.unlock();
        }
    }

    /** The thread if the activity's code has not ended yet, else null. */
    @Nullable
    Thread current() {
        lock.lock();
        try {
            return thread;
        } finally {
            lock.unlock();
        }
    }

    /** The caller holds the lock. */
    private void interrupt() {
        if (thread != null) {
            thread.interrupt();
        }
    }
}
