package dev.durable.failure;

/** Which limit ran out. */
public enum TimeoutType {
    /** One attempt took too long, or was lost with the process that ran it. Retried. */
    START_TO_CLOSE,
    /** No attempt began in time. Not retried. */
    SCHEDULE_TO_START,
    /** All attempts together took too long. Not retried. */
    SCHEDULE_TO_CLOSE,
    /** A running attempt did not report that it was alive. Retried. */
    HEARTBEAT
}
