package dev.durable.engine.activity;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Real threads for one test; at its end they are interrupted and must all stop. */
final class RunningThreads implements Executor, AfterEachCallback {

    private final ExecutorService pool = Executors.newCachedThreadPool();

    @Override
    public void execute(Runnable command) {
        pool.execute(command);
    }

    @Override
    public void afterEach(ExtensionContext context) throws InterruptedException {
        pool.shutdownNow();
        if (!pool.awaitTermination(10, TimeUnit.SECONDS)) {
            throw new AssertionError("A thread of the test does not end");
        }
    }

    /** Waits for something that another thread does. */
    static void await(CountDownLatch latch) throws InterruptedException {
        if (!latch.await(10, TimeUnit.SECONDS)) {
            throw new AssertionError("Nothing happened for ten seconds");
        }
    }
}
