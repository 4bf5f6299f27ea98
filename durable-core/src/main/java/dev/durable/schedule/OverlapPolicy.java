package dev.durable.schedule;

/** What happens when it is time for an action and the workflow of an earlier one is still open. */
public enum OverlapPolicy {
    /** Nothing: the time is left out. */
    SKIP,
    /** The action is taken as soon as the earlier workflow has closed. One waits at most; further ones are left out. */
    BUFFER_ONE,
    /** All actions are taken, one after the other. */
    BUFFER_ALL,
    /** The earlier workflow is cancelled, and the action is taken when it has closed. If several come meanwhile, the latest is. */
    CANCEL_OTHER,
    /** The earlier workflow is terminated, and the action is taken at once after that. */
    TERMINATE_OTHER,
    /** The action is taken, whatever else runs. It does not keep others from being taken either. */
    ALLOW_ALL
}
