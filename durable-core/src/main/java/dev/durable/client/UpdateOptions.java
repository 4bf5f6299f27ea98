package dev.durable.client;

import java.util.UUID;

/**
 * How an update is asked for. Immutable.
 *
 * @param waitFor the stage that the call waits for
 * @param updateId identity of the update within the run: a second one of the same id is not carried out, its caller gets the outcome
 *     of the first
 */
public record UpdateOptions(UpdateStage waitFor, String updateId) {

    /** Waits for the stage; the update gets a random id. */
    public static UpdateOptions waitFor(UpdateStage stage) {
        return new UpdateOptions(stage, UUID.randomUUID().toString());
    }

    /** The same with an id of your own, by which a repeated request is recognized. */
    public UpdateOptions withUpdateId(String id) {
        return new UpdateOptions(waitFor, id);
    }
}
