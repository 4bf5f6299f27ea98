package dev.durable.workflow;

/** What happens to a child workflow when the cancellation scope in which it was started is canceled. The meaning is Temporal's. */
public enum ChildCancellationType {
    /** The child is asked to give up, and the call ends when the child has closed. The default. */
    WAIT_CANCELLATION_COMPLETED,
    /** The child is asked to give up, and the call fails with a cancellation once the request is in the database. */
    WAIT_CANCELLATION_REQUESTED,
    /** The child is asked to give up, and the call fails at once with a cancellation. */
    TRY_CANCEL,
    /** The child is not told; the call fails at once with a cancellation. */
    ABANDON
}
