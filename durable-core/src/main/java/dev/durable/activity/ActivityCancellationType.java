package dev.durable.activity;

/** What happens to an activity when the cancellation scope in which it was called is canceled. The meaning is Temporal's. */
public enum ActivityCancellationType {
    /** The activity is asked to stop, and the call fails at once with a cancellation. What the activity still does is not awaited. */
    TRY_CANCEL,
    /** The activity is asked to stop, and the call ends when the activity has: by cancellation, result or failure. */
    WAIT_CANCELLATION_COMPLETED,
    /** The activity is not told; the call fails at once with a cancellation. */
    ABANDON
}
