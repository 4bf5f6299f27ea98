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
        AtomicInteger remaining = new AtomicInteger(times);
        Callable<Latencies> caller = () -> {
            Latencies latencies = new Latencies();
            while (remaining.getAndDecrement() > 0) {
                latencies.add(action.getAsLong());
            }
            return latencies;
        };
        ExecutorService threads = threads(callers);
        try {
            List<Future<Latencies>> results = new ArrayList<>();
            for (int i = 0; i < callers; i++) {
                results.add(threads.submit(caller));
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
