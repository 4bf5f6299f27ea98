package dev.durable.engine.relay;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Threads on which work passes from task to task: what a task hands to an executor is done by the same thread after the task, if
 * that thread has nothing else to do by then, so that no other thread has to be woken. That takes longer than most of the engine's
 * tasks.
 *
 * <p>A thread keeps one task at most; whatever else its task hands on goes to other threads at once. So what a task does after it
 * has handed something on should be short, and it must not wait for what it has handed on. Foreign code keeps none of these rules,
 * so nothing is kept while it runs.
 *
 * <p>Thread-safe: what a thread keeps is confined to it.
 */
public final class RelayThreads {

    private final Executor pool;
    private final BooleanSupplier inForeignCode;
    private final ThreadLocal<@Nullable Leg> current = new ThreadLocal<>();

    /**
     * A relay.
     *
     * @param pool starts each task at once on a thread of its own
     * @param inForeignCode whether the calling thread is in code that does not know the rules
     */
    public RelayThreads(Executor pool, BooleanSupplier inForeignCode) {
        this.pool = pool;
        this.inForeignCode = inForeignCode;
    }

    /** Has tasks done on these threads: by the calling one after its task if it can keep it, otherwise by another. */
    public Executor executor() {
        return this::execute;
    }

    /**
     * Has tasks done on these threads one at a time, and only while there is little to do; all others by another executor, which
     * is to be the better one for many.
     */
    public Executor executorWhen(BooleanSupplier little, Executor otherwise) {
        AtomicBoolean taken = new AtomicBoolean();
        return task -> {
            if (little.getAsBoolean() && taken.compareAndSet(false, true)) {
                try {
                    execute(() -> runUnhurried(task, taken));
                    return;
                } catch (RuntimeException | Error e) {
                    // no thread could be had; the other executor may have one
                    taken.set(false);
                }
            }
            otherwise.execute(task);
        };
    }

    /**
     * Whether the calling thread does a task that joined the relay because there was little to do. Such a task better waits awake
     * for what takes a moment: nobody needs the processor, and to be woken takes longer.
     */
    public boolean isUnhurried() {
        Leg leg = current.get();
        return leg != null && leg.unhurried;
    }

    private void runUnhurried(Runnable task, AtomicBoolean taken) {
        Leg leg = current.get();
        if (leg != null) {
            leg.unhurried = true;
        }
        try {
            task.run();
        } finally {
            if (leg != null) {
                leg.unhurried = false;
            }
            taken.set(false);
        }
    }

    private void execute(Runnable task) {
        Leg leg = current.get();
        if (leg != null && leg.next == null && !inForeignCode.getAsBoolean()) {
            leg.next = task;
        } else {
            start(task);
        }
    }

    private void start(Runnable task) {
        pool.execute(() -> run(task));
    }

    private void run(Runnable first) {
        Leg leg = new Leg();
        current.set(leg);
        try {
            Runnable task = first;
            while (task != null) {
                task.run();
                task = leg.take();
            }
        } finally {
            current.remove();
            Runnable left = leg.take();
            if (left != null) {
                start(left);
            }
        }
    }

    /** What a thread does next. */
    private static final class Leg {

        private @Nullable Runnable next;
        private boolean unhurried;

        @Nullable
        Runnable take() {
            Runnable taken = next;
            next = null;
            return taken;
        }
    }
}
