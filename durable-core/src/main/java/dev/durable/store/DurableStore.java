package dev.durable.store;

import java.util.Optional;

/**
 * Durable storage of the engine. Implementations are thread-safe and block; they are tested by one contract suite.
 *
 * <p>Every method but those on nodes throws {@link StoreUnavailableException} when storage cannot be reached or failed in a
 * way that may pass; the engine then waits and tries again. Any other failure is a {@link
 * dev.durable.failure.DurableException} with {@code DUR-4004}.
 */
public interface DurableStore
        extends TurnStore,
                RunReader,
                OwnershipStore,
                ActivityTaskStore,
                ScheduleStore,
                UpdateRejections,
                RetentionStore,
                WorkloadReader {

    /** How nodes tell each other that there is something to do; empty where they have to find out by looking. */
    default Optional<WorkSignals> workSignals() {
        return Optional.empty();
    }
}
