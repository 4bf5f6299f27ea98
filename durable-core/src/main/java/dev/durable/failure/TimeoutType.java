package dev.durable.failure;

/** Which limit ran out. */
public enum TimeoutType {
    /** One attempt of an activity took too long, or was lost with the process that ran it. Retried. */
    START_TO_CLOSE,
    /** No attempt of an activity began in time. Not retried. */
    SCHEDULE_TO_START,
    /** All attempts of an activity together took too long. Not retried. */
    SCHEDULE_TO_CLOSE,
    /** A running attempt did not report that it was alive. Retried. */
    HEARTBEAT,
    /** A run of a workflow took too long. */
    WORKFLOW_RUN,
    /** All runs of a workflow together took too long. */
    WORKFLOW_EXECUTION
}
