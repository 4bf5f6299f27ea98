package dev.durable.autoconfigure;

import dev.durable.context.ContextPropagator;
import dev.durable.context.MdcContextPropagator;
import dev.durable.interceptor.ActivityInterceptor;
import dev.durable.interceptor.WorkflowClientInterceptor;
import dev.durable.interceptor.WorkflowInterceptor;
import java.util.Set;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Interceptors and context propagators that are beans of the application. */
@Configuration(proxyBeanMethods = false)
class DurableExtensionConfiguration {

    /** Comes early, so that what customizers of the application add is inside of what is a bean. */
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE + 1)
    DurableEngineCustomizer durableExtensions(
            DurableProperties properties,
            ObjectProvider<ContextPropagator<?>> contexts,
            ObjectProvider<WorkflowClientInterceptor> client,
            ObjectProvider<WorkflowInterceptor> workflows,
            ObjectProvider<ActivityInterceptor> activities) {
        Set<String> mdcKeys = properties.context().mdcKeys();
        return builder -> {
            if (!mdcKeys.isEmpty()) {
                builder.contextPropagator(new MdcContextPropagator(mdcKeys));
            }
            contexts.orderedStream().forEach(builder::contextPropagator);
            client.orderedStream().forEach(builder::clientInterceptor);
            workflows.orderedStream().forEach(builder::workflowInterceptor);
            activities.orderedStream().forEach(builder::activityInterceptor);
        };
    }
}
