package dev.durable.activity;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The running attempt, for activity code. One injectable instance serves all activities: it stands for the attempt of the
 * calling thread, so it must be used on the thread that the activity method was called on.
 *
 * <p>Every method throws {@link IllegalStateException} on a thread that runs no activity.
 *
 * <p>When the workflow asks an activity to stop, its thread is interrupted once, {@link #isCancelRequested()} becomes true and {@link
 * #heartbeat} throws a {@link dev.durable.failure.CanceledFailure}. Code that lets this failure out, or the exception of the call
 * that was interrupted, ends as canceled; code that returns nevertheless has completed.
 */
public interface ActivityContext {

    /** Facts about this attempt. */
    ActivityInfo info();

    /**
     * Reports that the attempt is alive, with optional progress that the next attempt can read. Cheap: call it as often as
     * you like. Progress is stored from time to time, so that it outlives a crash: the first at once, later ones after 80 % of the
     * heartbeat timeout but no more than a minute (30 seconds if there is no timeout).
     *
     * <p>A local activity has no heartbeats; for it this only tells whether to stop.
     *
     * @param details progress, or null
     * @throws dev.durable.failure.CanceledFailure if the activity is to stop, see {@link #isCancelRequested()}
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

    /**
     * Whether the activity is to stop: because its workflow has asked it to, or because nobody wants the result of this attempt any
     * more.
     */
    boolean isCancelRequested();

    /**
     * Leaves the activity if it is to stop.
     *
     * @throws dev.durable.failure.CanceledFailure if it is, see {@link #isCancelRequested()}
     */
    void throwIfCanceled();

    /**
     * Lets the attempt go on when the activity method has returned: its result will come from outside, by the {@link
     * dev.durable.client.ActivityCompletionClient}. What the method returns is ignored; an exception fails the attempt as
     * usual. The attempt holds no slot and no thread meanwhile and survives a restart of this process, but its time limits go on:
     * the start-to-close timeout must be as long as the result may take.
     *
     * <p>Call it before you hand the {@linkplain #taskToken() token} out: it returns when the database has noted it.
     *
     * @throws dev.durable.failure.CanceledFailure if the activity is to stop
     * @throws dev.durable.failure.DurableException {@code DUR-3060} in a local activity
     */
    void completeLater();

    /**
     * Identifies this attempt for the {@link dev.durable.client.ActivityCompletionClient}: opaque, URL-safe text.
     *
     * @throws dev.durable.failure.DurableException {@code DUR-3060} in a local activity
     */
    String taskToken();
}
