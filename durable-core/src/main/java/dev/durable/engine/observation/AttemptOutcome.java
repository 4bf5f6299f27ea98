package dev.durable.engine.observation;

/** How an attempt of an activity ended. */
public enum AttemptOutcome {

    /** Its code returned, and its transaction, if it has one, was committed. */
    RETURNED,

    /** Its code threw something, or its transaction was not committed. */
    FAILED,

    /** Nobody wanted its result any more: a time limit had passed, the run had closed, or this node had lost it. */
    LOST
}
