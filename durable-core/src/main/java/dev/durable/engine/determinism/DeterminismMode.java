package dev.durable.engine.determinism;

/** What becomes of what the check finds at the start. */
public enum DeterminismMode {
    /** The start fails, with all findings in the message. Mere warnings are logged. */
    FAIL,
    /** Each finding is logged as a warning, and the start goes on. */
    WARN,
    /** Nothing is looked for. */
    OFF
}
