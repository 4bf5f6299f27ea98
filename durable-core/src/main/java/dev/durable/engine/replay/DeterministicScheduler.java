package dev.durable.engine.replay;

import dev.durable.workflow.WorkflowInfo;
import java.util.ArrayList;
import java.util.Iterator;
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

    private final WorkflowThreads threads;
    private final ReadingCode reading;
    private final List<WorkflowThread> handlers = new ArrayList<>();
    private final List<WorkflowThread> others = new ArrayList<>();
    private @Nullable WorkflowThread active;
    private Liberty liberty = Liberty.ALL;
    private boolean destroying;
    private @Nullable Thread readingThread;
    private boolean readingIsWatched;

    /**
     * @param threads told when code runs on a thread that is none of the run's
     * @param info facts about the run
     */
    DeterministicScheduler(WorkflowThreads threads, WorkflowInfo info) {
        this.threads = threads;
        this.reading = new ReadingCode(info);
    }

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
            Iterator<WorkflowThread> round = inOrder().iterator();
            WorkflowThread ready = nextReady(round, stop);
            while (ready != null) {
                progress = true;
                Throwable failure = proceed(ready);
                if (failure != null) {
                    return failure;
                }
                ready = nextReady(round, stop);
            }
        }
        return null;
    }

    /** The next thread of the round that is not blocked; null if there is none, or if it is time to stop. */
    private @Nullable WorkflowThread nextReady(Iterator<WorkflowThread> round, BooleanSupplier stop) {
        return this.<@Nullable WorkflowThread>readOnly(() -> {
            while (round.hasNext() && !stop.getAsBoolean()) {
                WorkflowThread next = round.next();
                if (!next.isBlocked()) {
                    return next;
                }
            }
            return null;
        });
    }

    /** The threads that have not ended, in the order in which they run. */
    List<WorkflowThread> threads() {
        return inOrder();
    }

    /** Runs something that may look at the workflow's state but must neither block nor ask for anything. */
    <T extends @Nullable Object> T readOnly(ReadOnlyAction<T> action) {
        return limited(Liberty.READING, action);
    }

    /**
     * Runs a callback of a promise: it must neither block nor ask for anything, but may complete further promises unless it runs on
     * behalf of something that only reads.
     */
    <T extends @Nullable Object> T callback(ReadOnlyAction<T> action) {
        return limited(liberty == Liberty.READING ? Liberty.READING : Liberty.PROMISES, action);
    }

    private <T extends @Nullable Object> T limited(Liberty limit, ReadOnlyAction<T> action) {
        Liberty before = liberty;
        Thread readerBefore = readingThread;
        boolean entered = enterReading();
        liberty = limit;
        readingThread = Thread.currentThread();
        try {
            return action.run();
        } finally {
            if (entered) {
                leaveReading();
            }
            liberty = before;
            readingThread = readerBefore;
        }
    }

    /** Has the code on the calling thread watched, unless it is: as that of a workflow thread, or as the reading around this one. */
    private boolean enterReading() {
        if (active != null || readingIsWatched) {
            return false;
        }
        readingIsWatched = true;
        threads.entered(reading);
        return true;
    }

    private void leaveReading() {
        threads.left(reading);
        readingIsWatched = false;
    }

    /** Whether code must neither block nor ask for anything now. */
    boolean isReadOnly() {
        return liberty != Liberty.ALL;
    }

    /** Whether code must not even complete promises now. */
    boolean isReading() {
        return liberty == Liberty.READING;
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

    /** What code may do. */
    private enum Liberty {
        /** Whatever workflow code may. */
        ALL,
        /** Read, and complete promises. */
        PROMISES,
        /** Read. */
        READING
    }

    /** Something to be done read-only. */
    @FunctionalInterface
    interface ReadOnlyAction<T extends @Nullable Object> {

        T run();
    }
}
