package dev.durable.store;

/** What became of a {@link ClaimChange}. */
public enum ClaimAnswer {
    /** It is written. */
    WRITTEN,
    /** The workflow has asked the activity to stop: progress is written, another attempt is not stored. */
    TO_STOP,
    /** The claim is not the node's any more, or the run has closed; nothing is written. */
    LOST
}
