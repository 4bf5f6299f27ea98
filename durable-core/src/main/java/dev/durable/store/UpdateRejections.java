package dev.durable.store;

import java.util.Optional;
import java.util.UUID;

/**
 * Answers to updates that came as messages and were rejected. The owner of the run stores the answer first and takes the message away
 * afterwards, in its turn: so an answer counts only once the message is gone and has not become an event.
 */
public interface UpdateRejections {

    /**
     * Stores an answer, in a transaction of its own; one for the same message is replaced. Answers that are more than an hour older
     * than this one may go: nobody waits for them any more.
     */
    void addRejection(UpdateRejection rejection);

    /** The answer to a message. */
    Optional<UpdateRejection> rejection(UUID messageId);

    /** Removes an answer that was received; there may be none. */
    void removeRejection(UUID messageId);
}
