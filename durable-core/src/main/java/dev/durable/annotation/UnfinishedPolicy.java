package dev.durable.annotation;

/** What happens to a handler of a signal or update that has not finished when its run closes. It is cut off in any case. */
public enum UnfinishedPolicy {
    /** A warning is logged. The default: usually the workflow method should have waited for it. */
    WARN_AND_ABANDON,
    /** Nothing is logged: the handler is made so that it may be cut off. */
    ABANDON
}
