package dev.durable.store;

import dev.durable.history.InboundEvent;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message that a turn sends to another run, stored for it in the turn's transaction. One whose receiver is not open is left out
 * and {@linkplain CommitResult reported}.
 *
 * @param messageId identity; for a signal it is the request id of the event, too
 * @param receiver who gets it
 * @param event the event to be delivered, with event id 0 and the time of its acceptance
 */
public record OutgoingMessage(UUID messageId, Receiver receiver, InboundEvent event) {

    /** Who gets a message. */
    public sealed interface Receiver {

        /**
         * A run, if it is open.
         *
         * @param runId the run
         */
        record Run(UUID runId) implements Receiver {}

        /**
         * The open run of a workflow id.
         *
         * @param workflowId the business key
         */
        record OpenRun(String workflowId) implements Receiver {}

        /**
         * The open run of a workflow id, if it is the given one or continues it.
         *
         * @param workflowId the business key
         * @param firstRunId the run with which the chain began, or the open run itself
         */
        record Chain(String workflowId, UUID firstRunId) implements Receiver {}

        /**
         * The run that is noted as parent in the row of the sending run, if it is open.
         *
         * @param runId the parent when the sending run began; after a reset of the parent the row names another
         */
        record Parent(UUID runId) implements Receiver {}
    }

    /** The run that gets it if it is named, else null. */
    public @Nullable UUID runId() {
        return receiver instanceof Receiver.Run run ? run.runId() : null;
    }
}
