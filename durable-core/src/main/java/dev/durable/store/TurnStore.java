package dev.durable.store;

import dev.durable.history.InboundEvent;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Writes what runs have done, and what is to be told them. */
public interface TurnStore {

    /**
     * Commits turns of different runs in one transaction of its own: all or none.
     *
     * <p>The fences: an event id that exists already, a run row whose owner is not {@link TurnWrite#nodeId()}, a closing while
     * messages are pending that the turn does not consume, a consumed message that is gone, or an open run with the workflow id
     * of a new one, is a conflict, and nothing at all is written.
     *
     * @return what was left out; see {@link TurnOutput}
     * @throws StoreConflictException if one of the turns met a conflict; which one is certain only if there was one turn
     * @throws StoreUnavailableException if storage failed; see {@link StoreUnavailableException#isOutcomeUnknown()}
     */
    CommitResult commit(List<TurnWrite> turns);

    /**
     * Whether exactly this turn is committed; asked after a commit with unknown outcome. Compares the turn's last event (its
     * whole content) or, for a turn without events, what else it has written. One that others {@linkplain TurnWrite#mayBeMadeAlike()
     * may have made alike} is its node's if the run still is.
     */
    boolean isCommitted(TurnWrite turn);

    /** The caller's transaction on the store's database, if the calling thread is in one that can be joined. */
    Optional<StoreTransaction> currentTransaction();

    /**
     * Stores a message for an open run: inserts it, adds one to the run's pending messages and makes the run due now. Takes
     * part in the caller's transaction if there is one; then the existence of the run is checked at once, and the rows are
     * written just before the commit, so that the run is locked for a moment only.
     *
     * @param messageId identity of the message; UUID version 7, so that messages sort by age
     * @param message the event to be delivered, with event id 0 and the time of its acceptance
     * @return the run as it was found
     * @throws StoreConflictException {@link StoreConflictException.Kind#RUN_NOT_OPEN} if there is no such run or it has closed
     */
    StoredRun addMessage(UUID runId, UUID messageId, InboundEvent message);
}
