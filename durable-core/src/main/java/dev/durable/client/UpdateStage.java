package dev.durable.client;

/** How far an update has come. */
public enum UpdateStage {
    /** It is stored, or in the caller's transaction; nobody has looked at it yet. It may still be rejected. */
    ADMITTED,
    /** The workflow has accepted it: it is in the history, and its handler runs. */
    ACCEPTED,
    /** Its handler has ended. */
    COMPLETED
}
