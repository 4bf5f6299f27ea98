package dev.durable.engine;

import dev.durable.engine.time.TimeSource;
import dev.durable.store.DurableStore;
import dev.durable.store.StoreUnavailableException;
import dev.durable.store.TurnWrite;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What joins one node to the store, to time and to the threads of activities while a {@linkplain EngineProbe probe} is in its engine, and can be cut for good as when the
 * node's process dies. Thread-safe.
 */
final class NodeLink {

    private final EngineProbe probe;
    private volatile boolean cut;

    NodeLink(EngineProbe probe) {
        this.probe = probe;
    }

    /** From now on nothing gets through, and nothing comes back of what is under way. */
    void cut() {
        cut = true;
    }

    /** The node's way to the store. */
    DurableStore to(DurableStore store) {
        return (DurableStore) Proxy.newProxyInstance(
                DurableStore.class.getClassLoader(),
                new Class<?>[] {DurableStore.class},
                (proxy, method, arguments) -> call(store, method, arguments));
    }

    /** The node's view of time. */
    TimeSource to(TimeSource time) {
        return new TimeSource() {

            @Override
            public Instant now() {
                return time.now();
            }

            @Override
            public TimerHandle schedule(Instant due, Runnable action) {
                return time.schedule(due, () -> runUnlessCut(action));
            }

            @Override
            public TimerHandle scheduleUpkeep(Instant latest, Runnable action) {
                return time.scheduleUpkeep(latest, () -> runUnlessCut(action));
            }

            @Override
            public UUID newId() {
                return time.newId();
            }
        };
    }

    /** The node's threads: no attempt of an activity begins any more once the link is cut. */
    EngineThreads to(EngineThreads threads) {
        return new EngineThreads(
                threads.workflows(),
                threads.turns(),
                threads.commits(),
                attempt -> threads.activities().execute(() -> runUnlessCut(attempt)),
                threads.blocking());
    }

    private void runUnlessCut(Runnable action) {
        if (!cut) {
            action.run();
        }
    }

    private @Nullable Object call(DurableStore store, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        requireUncut(false);
        Object result;
        try {
            result = method.invoke(store, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
        if (method.getName().equals("commit") && arguments != null) {
            // whoever waits for the commit is told of it: unlike in a process that dies, they live on
            probe.committed(turns(arguments[0]));
            return result;
        }
        requireUncut(true);
        return result;
    }

    @SuppressWarnings("unchecked") // the parameter of DurableStore.commit
    private static List<TurnWrite> turns(@Nullable Object argument) {
        return argument == null ? List.of() : (List<TurnWrite>) argument;
    }

    private void requireUncut(boolean done) {
        if (cut) {
            throw new StoreUnavailableException("This node has died, as a test wanted it to.", done, null);
        }
    }
}
