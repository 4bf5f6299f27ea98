package dev.durable.autoconfigure.event;

/** What is done with an event that cannot be delivered to the workflow that it is for. */
public enum UndeliverableEvents {
    /** Whoever publishes it gets the exception that the client throws, which by default rolls the transaction back. */
    FAIL,
    /**
     * Nothing: an event for a start whose workflow id is taken, by the policies that are set, or for a signal to a workflow that does not exist
     * or has closed.
     */
    IGNORE
}
