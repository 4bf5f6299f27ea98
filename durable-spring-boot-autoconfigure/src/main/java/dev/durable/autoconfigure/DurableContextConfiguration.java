package dev.durable.autoconfigure;

import dev.durable.autoconfigure.observation.ScheduledStarts;
import dev.durable.autoconfigure.security.SecurityContextPropagator;
import dev.durable.autoconfigure.tracing.TracingContextPropagator;
import dev.durable.context.ContextPropagator;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextHolderStrategy;

/**
 * Context of libraries that an application may have. Each gives way to a propagator of the application that has its name, which only the propagator itself
 * tells, so that a condition on beans cannot ask for it.
 */
@Configuration(proxyBeanMethods = false)
class DurableContextConfiguration {

    private static boolean isFree(String name, ObjectProvider<ContextPropagator<?>> propagators) {
        return propagators.stream().noneMatch(propagator -> propagator.name().equals(name));
    }

    /** Off unless wanted, because it writes the names of users into histories. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(SecurityContextHolder.class)
    @ConditionalOnBooleanProperty("durable.context.security")
    static class SecurityConfiguration {

        @Bean
        @Order(Ordered.HIGHEST_PRECEDENCE)
        DurableEngineCustomizer durableSecurityContext(
                ObjectProvider<ContextPropagator<?>> propagators,
                ObjectProvider<SecurityContextHolderStrategy> holders) {
            return builder -> {
                if (isFree(SecurityContextPropagator.NAME, propagators)) {
                    builder.contextPropagator(new SecurityContextPropagator(
                            holders.getIfUnique(SecurityContextHolder::getContextHolderStrategy)));
                }
            };
        }
    }

    /** The beans are asked for when the engine is built, so it does not matter which auto-configuration they come from. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(Tracer.class)
    @ConditionalOnBooleanProperty(name = "durable.context.tracing", matchIfMissing = true)
    static class TracingConfiguration {

        @Bean
        @Order(Ordered.HIGHEST_PRECEDENCE)
        DurableEngineCustomizer durableTracingContext(
                ObjectProvider<ContextPropagator<?>> propagators,
                ObjectProvider<Tracer> tracers,
                ObjectProvider<Propagator> tracePropagators,
                ObjectProvider<ObservationRegistry> observations) {
            return builder -> {
                Tracer tracer = tracers.getIfUnique();
                Propagator propagator = tracePropagators.getIfUnique();
                if (tracer != null && propagator != null && isFree(TracingContextPropagator.NAME, propagators)) {
                    ScheduledStarts starts =
                            new ScheduledStarts(observations.getIfUnique(() -> ObservationRegistry.NOOP));
                    builder.contextPropagator(new TracingContextPropagator(tracer, propagator, starts));
                }
            };
        }
    }
}
