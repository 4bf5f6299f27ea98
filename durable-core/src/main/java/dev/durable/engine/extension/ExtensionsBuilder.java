package dev.durable.engine.extension;

import dev.durable.context.ContextPropagator;
import dev.durable.engine.observation.EngineObserver;
import dev.durable.engine.observation.EngineObservers;
import dev.durable.interceptor.ActivityInterceptor;
import dev.durable.interceptor.WorkflowClientInterceptor;
import dev.durable.interceptor.WorkflowInterceptor;
import java.util.ArrayList;
import java.util.List;

/** What an application adds to the engine's calls, before the engine is built. Not thread-safe. */
public final class ExtensionsBuilder {

    private final List<ContextPropagator<?>> contexts = new ArrayList<>();
    private final List<WorkflowClientInterceptor> client = new ArrayList<>();
    private final List<WorkflowInterceptor> workflows = new ArrayList<>();
    private final List<ActivityInterceptor> activities = new ArrayList<>();
    private final List<EngineObserver> observers = new ArrayList<>();

    /** Adds context that travels along. */
    public ExtensionsBuilder contextPropagator(ContextPropagator<?> propagator) {
        contexts.add(propagator);
        return this;
    }

    /** Adds an interceptor of the client. */
    public ExtensionsBuilder clientInterceptor(WorkflowClientInterceptor interceptor) {
        client.add(interceptor);
        return this;
    }

    /** Adds an interceptor of workflows. */
    public ExtensionsBuilder workflowInterceptor(WorkflowInterceptor interceptor) {
        workflows.add(interceptor);
        return this;
    }

    /** Adds an interceptor of activities. */
    public ExtensionsBuilder activityInterceptor(ActivityInterceptor interceptor) {
        activities.add(interceptor);
        return this;
    }

    /** Adds somebody who learns what the engine does. */
    public ExtensionsBuilder observer(EngineObserver observer) {
        observers.add(observer);
        return this;
    }

    /**
     * Everything that was added, in its order.
     *
     * @throws dev.durable.failure.DurableException {@code DUR-1060} if two context propagators have the same name
     */
    public Extensions build() {
        return new Extensions(
                new ContextPropagation(contexts),
                new InterceptorChain<>(client),
                workflows,
                new InterceptorChain<>(activities),
                EngineObservers.of(observers));
    }
}
