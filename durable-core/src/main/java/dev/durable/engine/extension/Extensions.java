package dev.durable.engine.extension;

import dev.durable.engine.observation.EngineObserver;
import dev.durable.interceptor.ActivityInterceptor;
import dev.durable.interceptor.WorkflowClientInterceptor;
import dev.durable.interceptor.WorkflowInterceptor;
import java.util.List;

/**
 * What an application has added to the engine's calls. Immutable.
 *
 * @param contexts context that travels along
 * @param client interceptors of the client
 * @param workflows interceptors of workflows, in their order
 * @param activities interceptors of activities
 * @param observer learns what the engine does
 */
public record Extensions(
        ContextPropagation contexts,
        InterceptorChain<WorkflowClientInterceptor> client,
        List<WorkflowInterceptor> workflows,
        InterceptorChain<ActivityInterceptor> activities,
        EngineObserver observer) {

    /** Nothing. */
    public static final Extensions NONE = new Extensions(
            ContextPropagation.NONE,
            new InterceptorChain<>(List.of()),
            List.of(),
            new InterceptorChain<>(List.of()),
            EngineObserver.NONE);

    /** Copies the list. */
    public Extensions {
        workflows = List.copyOf(workflows);
    }
}
