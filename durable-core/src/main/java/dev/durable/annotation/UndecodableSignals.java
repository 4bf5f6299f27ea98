package dev.durable.annotation;

/**
 * What becomes of accepted signals whose arguments do not fit the handler. None is ever dropped; a sender whose run is on its own
 * node is told at once ({@code DUR-3006}), and nothing is accepted.
 */
public enum UndecodableSignals {
    /** They wait beside the run for code that can read them, and are shown in its description; the run goes on. The default. */
    HOLD,
    /** The run stops until code that can read them is deployed, so that nothing overtakes them. */
    BLOCK
}
