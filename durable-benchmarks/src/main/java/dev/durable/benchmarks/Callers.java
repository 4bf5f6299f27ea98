package dev.durable.benchmarks;

import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/** Many callers that each do one thing after another, on virtual threads where the JVM has them. */
final class Callers {

    private Callers() {}

    /**
     * Has an action done so many times in all.
     *
     * @param action returns how long it took, in nanoseconds
     */
    static Latencies repeat(int callers, int times, LongSupplier action) throws InterruptedException {
        return repeatEach(callers, times, action);
    }

    /** Has each of some actions done so many times by so many callers of its own, all at the same time. */
    static Latencies repeatEach(int callers, int times, LongSupplier... actions) throws InterruptedException {
        ExecutorService threads = threads(callers * actions.length);
        try {
            List<Future<Latencies>> results = new ArrayList<>();
            for (LongSupplier action : actions) {
                Callable<Latencies> caller = caller(action, times);
                for (int i = 0; i < callers; i++) {
                    results.add(threads.submit(caller));
                }
            }
            Latencies all = new Latencies();
            for (Future<Latencies> result : results) {
                all.addAll(result.get());
            }
            return all;
        } catch (ExecutionException e) {
            throw new IllegalStateException("A caller failed", e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    private static Callable<Latencies> caller(LongSupplier action, int times) {
        AtomicInteger remaining = new AtomicInteger(times);
        return () -> {
            Latencies latencies = new Latencies();
            while (remaining.getAndDecrement() > 0) {
                latencies.add(action.getAsLong());
            }
            return latencies;
        };
    }

    private static ExecutorService threads(int callers) {
        if (Runtime.version().feature() < 21) {
            return Executors.newFixedThreadPool(callers);
        }
        try {
            // The class files are Java 17's.
            return (ExecutorService)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("This JVM should have virtual threads but they cannot be reached", e);
        }
    }
}
