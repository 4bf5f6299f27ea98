package dev.durable.engine.definition;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

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

    /** Whether one of those that were asked for is such a contract. */
    boolean anyMatch(Predicate<WorkflowContract> condition) {
        return contracts.values().stream().anyMatch(condition);
    }
}
