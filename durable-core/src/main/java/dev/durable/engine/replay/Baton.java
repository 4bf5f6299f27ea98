package dev.durable.engine.replay;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Hands control between the scheduler's thread and one workflow thread: exactly one of them runs at any time, and what one did
 * is visible to the other. An interrupt does not break the wait; it is restored when control comes back.
 */
final class Baton {

    private static final long MOMENT_NANOS = 100_000;

    private volatile boolean withWorker;
    private volatile @Nullable Thread scheduler;
    private volatile @Nullable Thread worker;

    /** Scheduler side: lets the worker run (by starting its thread the first time) until it gives control back. */
    void passToWorker(WorkflowThreads threads, Runnable firstTime) {
        scheduler = Thread.currentThread();
        withWorker = true;
        Thread waiting = worker;
        if (waiting == null) {
            start(threads, firstTime);
        } else {
            LockSupport.unpark(waiting);
        }
        if (threads.isAwaitedAwake()) {
            waitAwake();
        }
        boolean interrupted = false;
        while (withWorker) {
            LockSupport.park(this);
            interrupted |= Thread.interrupted();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Most steps take a few microseconds, but to be woken takes a thread of the operating system tens of them. Meanwhile the
     * processor is offered to whoever has something to do.
     */
    @SuppressWarnings("ThreadPriorityCheck")
    private void waitAwake() {
        long begin = System.nanoTime();
        while (withWorker && System.nanoTime() - begin < MOMENT_NANOS) {
            Thread.yield();
        }
    }

    /** If no thread can be had, control stays here. */
    private void start(WorkflowThreads threads, Runnable firstTime) {
        try {
            threads.start(firstTime);
        } catch (Throwable e) {
            withWorker = false;
            throw e;
        }
    }

    /** Worker side: gives control back and waits for its next turn. */
    void passToScheduler() {
        worker = Thread.currentThread();
        giveBack();
        boolean interrupted = false;
        while (!withWorker) {
            LockSupport.park(this);
            interrupted |= Thread.interrupted();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Worker side: gives control back for good. */
    void giveBack() {
        Thread waiting = scheduler;
        withWorker = false;
        LockSupport.unpark(waiting);
    }
}
