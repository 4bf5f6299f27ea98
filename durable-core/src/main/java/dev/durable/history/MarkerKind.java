package dev.durable.history;

/** What a marker keeps. The names are stored, so they never change. */
public enum MarkerKind {
    /** The version of a change that the run goes by. */
    VERSION,
    /** The value of a side effect. */
    SIDE_EFFECT,
    /** A new value of a side effect that is evaluated again and again. */
    MUTABLE_SIDE_EFFECT,
    /** From this step on the run is told to go on as a new one. Recorded by the engine, not asked for by code. */
    CONTINUE_AS_NEW_SUGGESTED
}
