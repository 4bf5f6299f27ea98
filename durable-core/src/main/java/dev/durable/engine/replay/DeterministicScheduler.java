package dev.durable.engine.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs the workflow threads of one run, one at a time and always in the same order: handlers as their events came, then the main
 * thread, then the others as they were created, round after round until a whole round makes no progress.
 *
 * <p>Confined to the run's actor and, in turns, to the workflow thread that it lets run.
 */
final class DeterministicScheduler {

    private final List<WorkflowThread> handlers = new ArrayList<>();
    private final List<WorkflowThread> others = new ArrayList<>();
    private @Nullable WorkflowThread active;
    private boolean readOnly;
    private boolean destroying;
    private @Nullable Thread readingThread;

    /** Adds a thread that runs before the main one. */
    void addHandler(WorkflowThread thread) {
        handlers.add(thread);
    }

    /** Adds the main thread (first) or one that the code asked for. */
    void add(WorkflowThread thread) {
        others.add(thread);
    }

    /**
     * Runs threads until all are blocked, or until the condition says stop.
     *
     * @return the first exception that left a thread's body, or null
     */
    @Nullable
    Throwable runUntilBlocked(BooleanSupplier stop) {
        boolean progress = true;
        while (progress) {
            progress = false;
            for (WorkflowThread thread : inOrder()) {
                if (stop.getAsBoolean()) {
                    return null;
                }
                if (readOnly(() -> thread.isBlocked())) {
                    continue;
                }
                progress = true;
                Throwable failure = proceed(thread);
                if (failure != null) {
                    return failure;
                }
            }
        }
        return null;
    }

    /** The threads that have not ended, in the order in which they run. */
    List<WorkflowThread> threads() {
        return inOrder();
    }

    /** Runs something that may look at the workflow's state but must neither block nor ask for anything. */
    <T extends @Nullable Object> T readOnly(ReadOnlyAction<T> action) {
        boolean before = readOnly;
        Thread readerBefore = readingThread;
        readOnly = true;
        readingThread = Thread.currentThread();
        try {
            return action.run();
        } finally {
            readOnly = before;
            readingThread = readerBefore;
        }
    }

    boolean isReadOnly() {
        return readOnly;
    }

    /** Whether the calling thread is the workflow thread that runs now, or reads on behalf of the run. */
    boolean isOnRunThread() {
        WorkflowThread running = active;
        return running != null && running.isCurrent() || readingThread == Thread.currentThread();
    }

    /** Whether a workflow thread runs now. */
    boolean isThreadActive() {
        return active != null;
    }

    /** The workflow thread that runs now; only asked from within it. */
    WorkflowThread current() {
        WorkflowThread running = active;
        if (running == null) {
            throw new IllegalStateException("No workflow thread is running");
        }
        return running;
    }

    /** Whether threads are being ended: whatever their code still asks for on its way out must have no effect. */
    boolean isDestroying() {
        return destroying;
    }

    /** Ends all threads where they stand. */
    void destroy() {
        destroying = true;
        for (WorkflowThread thread : inOrder()) {
            active = thread;
            thread.destroy();
        }
        active = null;
        handlers.clear();
        others.clear();
    }

    private @Nullable Throwable proceed(WorkflowThread thread) {
        active = thread;
        Throwable failure = thread.proceed();
        active = null;
        if (thread.hasEnded()) {
            handlers.remove(thread);
            others.remove(thread);
        }
        return failure;
    }

    private List<WorkflowThread> inOrder() {
        if (handlers.isEmpty() && others.size() == 1) {
            return List.of(others.get(0));
        }
        List<WorkflowThread> all = new ArrayList<>(handlers.size() + others.size());
        all.addAll(handlers);
        all.addAll(others);
        return all;
    }

    /** Something to be done read-only. */
    @FunctionalInterface
    interface ReadOnlyAction<T extends @Nullable Object> {

        T run();
    }
}
