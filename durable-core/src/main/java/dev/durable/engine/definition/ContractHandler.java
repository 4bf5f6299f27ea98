package dev.durable.engine.definition;

/**
 * What a method of a workflow type is for.
 *
 * @param kind how callers use it
 * @param method the method; its name is that of the signal, query or update
 */
public record ContractHandler(Kind kind, HandlerMethod method) {

    /** How callers use a method of a workflow type. */
    public enum Kind {
        /** It runs the workflow. */
        MAIN,
        /** It receives a signal. */
        SIGNAL,
        /** It answers a query. */
        QUERY,
        /** It carries out an update. */
        UPDATE
    }
}
