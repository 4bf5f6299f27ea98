package dev.durable.autoconfigure.observation;

import dev.durable.autoconfigure.DurableAutoConfiguration;
import dev.durable.autoconfigure.DurableEngineCustomizer;
import dev.durable.autoconfigure.DurableProperties;
import dev.durable.context.ContextPropagator;
import dev.durable.engine.DurableEngine;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.util.function.SingletonSupplier;

/** Auto-configuration of observations, if the application has a registry of them. */
@AutoConfiguration(
        after = DurableAutoConfiguration.class,
        afterName = {
            "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration",
            "org.springframework.boot.micrometer.tracing.autoconfigure.MicrometerTracingAutoConfiguration"
        })
@ConditionalOnClass(ObservationRegistry.class)
@ConditionalOnBean({DurableEngine.class, ObservationRegistry.class})
public final class DurableObservationAutoConfiguration {

    /** Comes before the application's interceptors, so that these are inside of the observations. */
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    DurableEngineCustomizer durableObservations(
            ObservationRegistry registry,
            DurableProperties properties,
            ObjectProvider<ContextPropagator<?>> propagators,
            ObjectProvider<DurableEngine> engines) {
        // there is none before it is built of this, and none of its client's calls
        SingletonSupplier<DurableEngine> engine = SingletonSupplier.of(engines::getObject);
        MessageNames names = new MessageNames(
                name -> engine.obtain().insight().declaresSignal(name),
                name -> engine.obtain().insight().declaresUpdate(name));
        return builder -> {
            TraceHeaders headers = new TraceHeaders(properties.context().tracing()
                    && propagators.stream()
                            .noneMatch(propagator -> propagator.name().equals(TraceHeaders.NAME)));
            ExecutionObservations execution = new ExecutionObservations(registry, headers);
            builder.clientInterceptor(new ClientObservations(registry, headers, names))
                    .activityInterceptor(execution)
                    .observer(execution);
        };
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(MeterFilter.class)
    static class MeterConfiguration {

        @Bean
        ObservationMeters durableObservationMeterFilter() {
            return new ObservationMeters();
        }
    }

    /** Spans of runs. The handler comes before Boot's, which would take its contexts otherwise. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(Tracer.class)
    @ConditionalOnBean({Tracer.class, Propagator.class})
    static class TracingConfiguration {

        @Bean
        @Order(Ordered.HIGHEST_PRECEDENCE)
        RunSpans durableRunSpans(Tracer tracer, Propagator propagator) {
            return new RunSpans(tracer, propagator);
        }
    }
}
