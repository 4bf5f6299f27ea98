package dev.durable.autoconfigure;

import dev.durable.autoconfigure.discovery.WorkflowClasses;
import dev.durable.autoconfigure.event.WorkflowEvents;
import dev.durable.client.WorkflowClient;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.LazyInitializationExcludeFilter;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListenerFactory;

/** Application events that start and signal workflows. */
@Configuration(proxyBeanMethods = false)
class DurableEventConfiguration {

    /** One for the engine, which may be a parent context's: that hears the events of its children, too. */
    @Bean
    @ConditionalOnMissingBean
    WorkflowEvents durableWorkflowEvents(
            ConfigurableApplicationContext context, WorkflowClasses workflows, ObjectProvider<WorkflowClient> client) {
        return new WorkflowEvents(context, workflows, client);
    }

    /** Before Spring's own factory, which would take the method for an ordinary listener. */
    @Bean
    static EventListenerFactory durableEventListenerFactory() {
        return WorkflowEvents.refusingBeans();
    }

    /** Nobody asks for it, so it would never listen. */
    @Bean
    static LazyInitializationExcludeFilter durableEventsLazyInitializationExcludeFilter() {
        return LazyInitializationExcludeFilter.forBeanTypes(WorkflowEvents.class);
    }
}
