package dev.durable.store.memory;

import dev.durable.store.TurnWrite;
import java.util.List;

/** Makes commits of turns fail in tests. An exception thrown here is what the committing caller sees. */
public interface StoreFaults {

    /** No faults. */
    StoreFaults NONE = new StoreFaults() {};

    /** Called before turns are written; after an exception nothing is. */
    default void beforeCommit(List<TurnWrite> turns) {}

    /**
     * Called after turns were committed. An exception (a {@link dev.durable.store.StoreUnavailableException} with unknown
     * outcome, say) makes the commit look failed although it was not.
     */
    default void afterCommit(List<TurnWrite> turns) {}
}
