package dev.durable.store;

/**
 * How nodes tell each other that there may be something to do, where the storage can carry that. A signal is a hint which saves waiting
 * for the next look: it may be lost, and it may come without need. Thread-safe.
 */
public interface WorkSignals {

    /**
     * Tells all nodes that listen. Blocks.
     *
     * @throws StoreUnavailableException if nobody was told
     */
    void send();

    /**
     * Begins to listen, on a thread of its own.
     *
     * @param onSignal called on that thread, also when signals may have been missed; quick, does not block
     */
    Listening listen(Runnable onSignal);

    /** Somebody listens. */
    interface Listening extends AutoCloseable {

        /** Stops listening, soon; does not wait for it. */
        @Override
        void close();
    }
}
