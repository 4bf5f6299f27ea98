package dev.durable.workflow;

/** What becomes of an open child workflow when the run that started it closes. Going on as a new run is no closing in this sense. */
public enum ParentClosePolicy {
    /** The child is terminated. The default. */
    TERMINATE,
    /** The child is asked to give up. */
    REQUEST_CANCEL,
    /** The child goes on. */
    ABANDON
}
