package dev.durable.benchmarks;

import dev.durable.store.DurableStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Counts the commits of the pipeline and the turns in them, whatever the store. Thread-safe. */
final class CountedCommits {

    private final AtomicLong commits = new AtomicLong();
    private final AtomicLong turns = new AtomicLong();

    /** The store with its commits counted. */
    DurableStore countingOn(DurableStore store) {
        return (DurableStore) Proxy.newProxyInstance(
                DurableStore.class.getClassLoader(),
                new Class<?>[] {DurableStore.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("commit")) {
                        commits.incrementAndGet();
                        turns.addAndGet(((List<?>) arguments[0]).size());
                    }
                    return call(store, method, arguments);
                });
    }

    Reading read() {
        return new Reading(commits.get(), turns.get());
    }

    private static Object call(DurableStore store, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(store, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    record Reading(long commits, long turns) {

        Reading since(Reading before) {
            return new Reading(commits - before.commits, turns - before.turns);
        }
    }
}
