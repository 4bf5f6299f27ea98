package dev.durable.autoconfigure.metrics;

import dev.durable.autoconfigure.DurableAutoConfiguration;
import dev.durable.autoconfigure.DurableEngineCustomizer;
import dev.durable.engine.DurableEngine;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/** Auto-configuration of the engine's meters, if the application has a meter registry. */
@AutoConfiguration(
        after = DurableAutoConfiguration.class,
        afterName = "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration")
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean({DurableEngine.class, MeterRegistry.class})
public final class DurableMetricsAutoConfiguration {

    @Bean
    DurableEngineCustomizer durableMeters(MeterRegistry registry) {
        DurableMeters meters = new DurableMeters(registry);
        return builder -> builder.observer(meters);
    }

    @Bean
    MeterBinder durableGauges(DurableEngine engine) {
        return new DurableGauges(engine.insight(), new StoreReading(engine.insight(), Clock.systemUTC()));
    }
}
