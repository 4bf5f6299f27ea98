package dev.durable.failure;

/** Why no further attempt is made. */
public enum RetryState {
    /** The failure, or its type, says that it cannot be helped by another attempt. */
    NON_RETRYABLE_FAILURE("the failure is not retryable"),
    /** All attempts that the policy allows have been made. */
    MAXIMUM_ATTEMPTS_REACHED("the maximum number of attempts was reached"),
    /** The next attempt would begin after the schedule-to-close timeout. */
    TIMEOUT("no time is left for another attempt"),
    /** A timeout of a kind that is not retried. */
    TIMEOUT_NOT_RETRYABLE("a timeout of this kind is not retried"),
    /** Nobody wants a result any more. */
    CANCEL_REQUESTED("it was canceled");

    private final String explanation;

    RetryState(String explanation) {
        this.explanation = explanation;
    }

    /** The reason in words. */
    public String explanation() {
        return explanation;
    }
}
