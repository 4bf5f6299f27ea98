package dev.durable.activity;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The running attempt, for activity code. One injectable instance serves all activities: it stands for the attempt of the
 * calling thread, so it must be used on the thread that the activity method was called on.
 *
 * <p>Every method throws {@link IllegalStateException} on a thread that runs no activity.
 */
public interface ActivityContext {

    /** Facts about this attempt. */
    ActivityInfo info();

    /**
     * Reports that the attempt is alive, with optional progress that the next attempt can read. Cheap: call it as often as
     * you like.
     *
     * @param details progress, or null
     * @throws dev.durable.failure.CanceledFailure if the attempt has timed out or the workflow does not wait for it any more:
     *     stop working
     */
    void heartbeat(@Nullable Object details);

    /** Reports that the attempt is alive. */
    default void heartbeat() {
        heartbeat(null);
    }

    /** The progress that the last attempt reported, if there was one and it reported any. */
    <T> Optional<T> lastHeartbeatDetails(Class<T> type);

    /**
     * Whether the attempt's result is still wanted; false once it has timed out, its run has closed or its stopping engine has
     * waited long enough.
     */
    boolean isActive();
}
