package dev.durable.engine.simulation;

import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;

/**
 * A task that can be left in the middle and resumed later. It has a thread of its own, which runs only while the scheduler waits for it, so
 * nothing happens at the same time.
 */
final class Fiber {

    private final Semaphore mayRun = new Semaphore(0);
    private final Semaphore hasStopped = new Semaphore(0);
    private final Runnable body;
    private boolean begun;
    private boolean ended;
    private boolean awake = true;
    private long sleeps;
    private Throwable failure;

    Fiber(Runnable body) {
        this.body = body;
    }

    /** Scheduler side: lets it run until it suspends itself or ends. Gives what it has thrown in the end, or null. */
    Throwable resume(Executor threads) {
        if (begun) {
            mayRun.release();
        } else {
            begun = true;
            threads.execute(this::run);
        }
        hasStopped.acquireUninterruptibly();
        return failure;
    }

    /** Its own side: waits until it is resumed. */
    void suspend() {
        hasStopped.release();
        mayRun.acquireUninterruptibly();
    }

    boolean hasEnded() {
        return ended;
    }

    /** It is about to be left; gives the number of this sleep, by which it is to be woken. */
    long fallAsleep() {
        awake = false;
        return ++sleeps;
    }

    /** Whether it is to be resumed: it still sleeps that sleep, and nobody has woken it before. */
    boolean wake(long sleep) {
        boolean woken = !awake && sleep == sleeps;
        awake |= woken;
        return woken;
    }

    private void run() {
        try {
            body.run();
        } catch (Throwable e) {
            failure = e;
        } finally {
            ended = true;
            // an interrupt that came too late must not meet the next one on this thread
            Thread.interrupted();
            hasStopped.release();
        }
    }
}
