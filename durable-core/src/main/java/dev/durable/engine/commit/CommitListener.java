package dev.durable.engine.commit;

import dev.durable.store.CommitResult;

/** Learns how the commit of a turn ended. Called on a commit thread; quick, does not block. */
public interface CommitListener {

    /**
     * The turn is committed.
     *
     * @param result what was left out
     * @param alone whether it had a commit to itself, so that nobody waits while the listener does a little work
     */
    void committed(CommitResult result, boolean alone);

    /**
     * The turn cannot be committed, and nothing of it was. Never called for trouble of the database that may pass: the pipeline
     * waits for that.
     *
     * @param failure a {@link dev.durable.store.StoreConflictException}, or another failure that concerns this turn
     */
    void failed(RuntimeException failure);
}
