package dev.durable.engine.definition;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Remembers the contracts of the workflow types that were asked for. Thread-safe. */
public final class WorkflowContracts {

    private final Map<Class<?>, WorkflowContract> contracts = new ConcurrentHashMap<>();

    /**
     * The contract of a workflow type; see {@link WorkflowContract#of}.
     *
     * @throws dev.durable.failure.DurableException if the type is not a proper workflow type
     */
    public WorkflowContract of(Class<?> type) {
        return contracts.computeIfAbsent(type, WorkflowContract::of);
    }
}
