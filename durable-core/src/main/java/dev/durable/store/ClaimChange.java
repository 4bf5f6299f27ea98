package dev.durable.store;

import dev.durable.client.FailedAttempt;
import dev.durable.store.ActivityTaskState.Stage;
import org.jspecify.annotations.Nullable;

/**
 * What the holder of a claim writes.
 *
 * @param state how the activity stands from now on; its route stays what it was
 * @param keepsClaim whether the attempt goes on
 * @param failed the attempt that failed and is to be shown, or null
 * @param message what the run is told, or null
 */
public record ClaimChange(
        ActivityTaskState state,
        boolean keepsClaim,
        @Nullable FailedAttempt failed,
        @Nullable StoredMessage message) {

    /** The attempt goes on. */
    public static ClaimChange progress(ActivityTaskState state) {
        return new ClaimChange(state, true, null, null);
    }

    /** Another attempt is to be made, by whoever claims it; not if the activity is to stop. */
    public static ClaimChange repeated(ActivityTaskState next, FailedAttempt failed) {
        return new ClaimChange(next.inStage(Stage.ROUTED), false, failed, null);
    }

    /** The activity has ended, and the run is told how. */
    public static ClaimChange ended(ActivityTaskState state, StoredMessage end) {
        return new ClaimChange(state.inStage(Stage.REPORTED), false, null, end);
    }

    /** The result comes from outside, and the owner of the run sees to the time limits from now on. */
    public static ClaimChange handedOver(ActivityTaskState state, StoredMessage hint) {
        return new ClaimChange(state.inStage(Stage.OUTSIDE), false, null, hint);
    }
}
