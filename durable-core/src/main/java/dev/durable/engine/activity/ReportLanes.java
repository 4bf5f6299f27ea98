package dev.durable.engine.activity;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs tasks that wait for the store on an executor, a few at a time, so that many ends of attempts do not take all connections. Thread-safe;
 * the lock guards the queue and is not held while tasks run.
 */
final class ReportLanes implements Executor {

    private static final Logger logger = LoggerFactory.getLogger(ReportLanes.class);
    private static final int LANES = 4;

    private final Executor executor;
    private final ReentrantLock lock = new ReentrantLock();
    private final Queue<Runnable> queue = new ArrayDeque<>();
    private int running;

    ReportLanes(Executor executor) {
        this.executor = executor;
    }

    /** Runs a task, later; it does not throw. */
    @Override
    public void execute(Runnable task) {
        lock.lock();
        try {
            queue.add(task);
        } finally {
            lock.unlock();
        }
        resume();
    }

    /** Goes on with tasks for which no thread could be had, if there are any; it does not throw. */
    void resume() {
        lock.lock();
        try {
            if (queue.isEmpty() || running == LANES) {
                return;
            }
            running++;
        } finally {
            lock.unlock();
        }
        try {
            executor.execute(this::work);
        } catch (RuntimeException | Error e) {
            // no thread could be had: the task waits for the next one that is added, or until this is called again
            close();
            logger.warn("No thread could be had for the end of an attempt, which is tried again later", e);
        }
    }

    /** Runs a task; completes when it has ended, in whichever way. */
    CompletableFuture<Void> submit(Runnable task) {
        CompletableFuture<Void> ended = new CompletableFuture<>();
        execute(() -> {
            try {
                task.run();
            } finally {
                ended.complete(null);
            }
        });
        return ended;
    }

    private void work() {
        for (Runnable next = take(); next != null; next = take()) {
            run(next);
        }
    }

    /** A task that fails concerns itself only. */
    private static void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            logger.error("The end of an attempt could not be handled", e);
        }
    }

    private void close() {
        lock.lock();
        try {
            running--;
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Runnable take() {
        lock.lock();
        try {
            @Nullable Runnable next = queue.poll();
            if (next == null) {
                running--;
            }
            return next;
        } finally {
            lock.unlock();
        }
    }
}
