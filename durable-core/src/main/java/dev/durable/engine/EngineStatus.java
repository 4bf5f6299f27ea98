package dev.durable.engine;

/** How an engine stands. */
public enum EngineStatus {
    /** It executes. */
    RUNNING,
    /** It stops: no new work, what is under way may end. */
    DRAINING,
    /** It executes nothing until it is started (again). */
    STOPPED,
    /** It has lost its lease and is about to sign on again. */
    SIGNING_ON,
    /** It executes nothing because its worker is switched off; the client works. */
    CLIENT_ONLY
}
