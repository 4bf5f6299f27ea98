package dev.durable.autoconfigure.event;

import dev.durable.autoconfigure.discovery.WorkflowClasses;
import dev.durable.client.WorkflowClient;
import dev.durable.failure.DurableException;
import java.lang.reflect.Method;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.EventListenerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.AnnotatedElementUtils;

/** Lets the workflows that ask for application events listen to them. */
public final class WorkflowEvents implements SmartInitializingSingleton {

    private final ConfigurableApplicationContext context;
    private final WorkflowClasses workflows;
    private final ObjectProvider<WorkflowClient> client;

    /**
     * Creates the search for declarations.
     *
     * @param context publishes the events, and has the beans that expressions may name
     * @param workflows types that may declare something
     * @param client what events are turned into calls of
     */
    public WorkflowEvents(
            ConfigurableApplicationContext context, WorkflowClasses workflows, ObjectProvider<WorkflowClient> client) {
        this.context = context;
        this.workflows = workflows;
        this.client = client;
    }

    /**
     * Reads the declarations when all beans are there, as Spring does with its own event listeners.
     *
     * @throws DurableException {@code DUR-1015} or {@code DUR-1016} if one is wrong
     */
    @Override
    public void afterSingletonsInstantiated() {
        List<EventSubscription<?>> subscriptions =
                new EventDeclarations(context.getBeanFactory()).read(workflows.types());
        if (!subscriptions.isEmpty()) {
            context.addApplicationListener(new SubscribedEvents(subscriptions, client));
        }
    }

    /** Refuses the annotation on beans, where Spring would take it for an ordinary event listener. */
    public static EventListenerFactory refusingBeans() {
        return new OnBeans();
    }

    private static final class OnBeans implements EventListenerFactory, Ordered {

        @Override
        public boolean supportsMethod(Method method) {
            return AnnotatedElementUtils.hasAnnotation(method, WorkflowEventListener.class)
                    || AnnotatedElementUtils.hasAnnotation(method, WorkflowEventListeners.class);
        }

        @Override
        public ApplicationListener<?> createApplicationListener(String beanName, Class<?> type, Method method) {
            throw EventDeclarations.illegal(
                    type.getName() + "." + method.getName(),
                    "is one of the bean '" + beanName
                            + "', not of a workflow; on beans, use @EventListener and the WorkflowClient");
        }

        @Override
        public int getOrder() {
            return HIGHEST_PRECEDENCE;
        }
    }
}
