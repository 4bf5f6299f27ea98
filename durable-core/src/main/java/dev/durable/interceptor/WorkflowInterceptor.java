package dev.durable.interceptor;

import dev.durable.workflow.WorkflowContext;

/** Code around the calls of workflows. Several form a chain in their order, the first one outermost. Must be thread-safe. */
@FunctionalInterface
public interface WorkflowInterceptor {

    /**
     * What goes around the calls of one run. Called again whenever the run comes back to memory: whatever it keeps, replay has to bring
     * back.
     *
     * @param context the run's door to the engine, to be kept for later
     */
    RunInterceptor forRun(WorkflowContext context);
}
