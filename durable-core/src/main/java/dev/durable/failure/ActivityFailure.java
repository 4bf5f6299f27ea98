package dev.durable.failure;

import org.jspecify.annotations.Nullable;

/**
 * An activity did not succeed: thrown from the activity's stub in workflow code. The {@linkplain #getCause() cause} is what
 * went wrong in the last attempt (an {@link ApplicationFailure}) or the {@link TimeoutFailure}.
 */
public final class ActivityFailure extends DurableFailure {

    private final String activityType;
    private final int scheduledEventId;
    private final int attempt;
    private final RetryState retryState;

    /** Creates the failure. */
    public ActivityFailure(
            String activityType, int scheduledEventId, int attempt, RetryState retryState, @Nullable Throwable cause) {
        super(
                (scheduledEventId == 0
                                ? "Local activity " + activityType
                                : "Activity " + activityType + " (event " + scheduledEventId + ")")
                        + " failed in attempt " + attempt + ": " + retryState.explanation(),
                cause);
        this.activityType = activityType;
        this.scheduledEventId = scheduledEventId;
        this.attempt = attempt;
        this.retryState = retryState;
    }

    /** Name of the activity. */
    public String activityType() {
        return activityType;
    }

    /** The event that scheduled it; 0 for a local activity, which none does. */
    public int scheduledEventId() {
        return scheduledEventId;
    }

    /** Number of the last attempt. */
    public int attempt() {
        return attempt;
    }

    /** Why there was no further attempt. */
    public RetryState retryState() {
        return retryState;
    }
}
