package dev.durable.engine.activity;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks that wait for the store on an executor, a few at a time, so that many ends of attempts do not take all connections. Thread-safe;
 * the lock guards the queue and is not held while tasks run.
 */
final class ReportLanes implements Executor {

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
            if (running == LANES) {
                return;
            }
            running++;
        } finally {
            lock.unlock();
        }
        executor.execute(this::work);
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
            next.run();
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
