package dev.durable.engine.activity;

/** What the sender of a heartbeat is told. */
public enum HeartbeatAnswer {
    /** All is well. */
    NOTED,
    /** The activity is to stop. */
    CANCEL_REQUESTED,
    /** No such attempt is under way here. */
    NOT_UNDER_WAY
}
