package dev.durable.engine.run;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What waits for a run, and the task that works on it: never more than one at a time, and none while there is nothing to do.
 * {@link #add} and {@link #signal} may be called by anybody; the rest belongs to the task.
 */
final class Mailbox {

    private final Queue<RunInput> inputs = new ConcurrentLinkedQueue<>();
    private final Deque<RunInput> returned = new ArrayDeque<>();
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private final Executor executor;
    private final Runnable task;
    private final BooleanSupplier hasWork;

    /**
     * @param task works on the mailbox until it is empty or the run has to wait for something
     * @param hasWork whether the task should run again: evaluated after it has ended
     */
    Mailbox(Executor executor, Runnable task, BooleanSupplier hasWork) {
        this.executor = executor;
        this.task = task;
        this.hasWork = hasWork;
    }

    void add(RunInput input) {
        inputs.add(input);
        signal();
    }

    /** Sees to it that the task runs. */
    void signal() {
        if (scheduled.compareAndSet(false, true)) {
            begin();
        }
    }

    /**
     * Runs an action of the task on the calling thread, to save a change of threads; whatever else there is to do is left to the task.
     *
     * @return false if the task is running, so that the action was not run
     */
    boolean runHere(Runnable action) {
        if (!scheduled.compareAndSet(false, true)) {
            return false;
        }
        run(action);
        return true;
    }

    @Nullable
    RunInput poll() {
        RunInput first = returned.poll();
        return first != null ? first : inputs.poll();
    }

    /** Puts inputs back in front, in their order. */
    void giveBack(Iterable<? extends RunInput> unhandled) {
        Deque<RunInput> reversed = new ArrayDeque<>();
        unhandled.forEach(reversed::push);
        reversed.forEach(returned::push);
    }

    boolean isEmpty() {
        return returned.isEmpty() && inputs.isEmpty();
    }

    private void begin() {
        try {
            executor.execute(this::run);
        } catch (RuntimeException | Error e) {
            // no thread could be had; the next signal tries again
            scheduled.set(false);
            throw e;
        }
    }

    private void run() {
        run(task);
    }

    private void run(Runnable work) {
        try {
            work.run();
        } finally {
            scheduled.set(false);
            // something may have come after the task looked last and before the flag was cleared
            if (hasWork.getAsBoolean()) {
                signal();
            }
        }
    }
}
