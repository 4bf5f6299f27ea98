package dev.durable.engine.testing;

import dev.durable.store.TurnWrite;
import java.util.List;

/**
 * Sees what an engine asks of its store, and may delay it or make it fail: an exception thrown here is what the engine gets. Called
 * on the engine's threads, several at a time.
 */
public interface StoreProbe {

    /** Only looks on. */
    StoreProbe NONE = new StoreProbe() {};

    /** Called before the operation; after an exception it does not happen. */
    default void before(StoreOperation operation) {}

    /** Called after the operation; an exception makes it look failed although it was not. */
    default void after(StoreOperation operation) {}

    /** Called before turns are committed, after {@link #before}. */
    default void beforeCommit(List<TurnWrite> turns) {}

    /** Called after turns were committed, before {@link #after}. */
    default void afterCommit(List<TurnWrite> turns) {}
}
