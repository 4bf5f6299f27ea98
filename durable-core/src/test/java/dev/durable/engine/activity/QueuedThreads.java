package dev.durable.engine.activity;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Runs what it is given when the test says so, on the test's thread. */
final class QueuedThreads implements Executor {

    private final Queue<Runnable> given = new ArrayDeque<>();

    @Override
    public void execute(Runnable command) {
        given.add(command);
    }

    int size() {
        return given.size();
    }

    void runNext() {
        @Nullable Runnable next = given.poll();
        if (next == null) {
            throw new AssertionError("Nothing was handed to a thread");
        }
        next.run();
    }

    void runAll() {
        while (!given.isEmpty()) {
            runNext();
        }
    }
}
