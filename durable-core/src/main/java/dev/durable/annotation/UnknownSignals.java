package dev.durable.annotation;

/** What becomes of signals for whose names a run has no handler. */
public enum UnknownSignals {
    /**
     * They are accepted and wait beside the run, in their order, until a handler is registered or code that has one is deployed. If
     * the run closes before, they are recorded in its history. The default.
     */
    KEEP,
    /**
     * The sender is told ({@code DUR-3006}) if the run is on its node; otherwise the signal has been accepted before anybody could
     * know, and is kept.
     */
    REFUSE
}
