package dev.durable.test;

import dev.durable.history.JsonEventCodec;
import dev.durable.payload.JsonFailureInfoCodec;
import dev.durable.store.DurableStore;
import dev.durable.store.memory.InMemoryStore;
import dev.durable.store.memory.StoreFaults;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/** A store in memory that can be emptied, which is quicker than making everything anew that knows it. Thread-safe. */
final class FreshStore {

    private final Supplier<Instant> clock;
    private final DurableStore face;
    private volatile InMemoryStore store;

    FreshStore(Supplier<Instant> clock) {
        this.clock = clock;
        this.store = newStore();
        this.face = (DurableStore) Proxy.newProxyInstance(
                DurableStore.class.getClassLoader(),
                new Class<?>[] {DurableStore.class},
                (proxy, method, arguments) -> {
                    if (method.getDeclaringClass() == Object.class) {
                        return method.invoke(this, arguments);
                    }
                    try {
                        return method.invoke(store, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    /** The store that always is the present one. */
    DurableStore store() {
        return face;
    }

    /** Forgets everything. */
    void empty() {
        store = newStore();
    }

    /** Runs work in a transaction of this thread; see {@link InMemoryStore#inTransaction}. */
    void inTransaction(Runnable work) {
        store.inTransaction(work);
    }

    /** When the next run that nobody owns is due. */
    Optional<Instant> earliestRunWakeUp() {
        return store.earliestRunWakeUp();
    }

    private InMemoryStore newStore() {
        return new InMemoryStore(new JsonEventCodec(), new JsonFailureInfoCodec(), clock, StoreFaults.NONE);
    }
}
