package dev.durable.autoconfigure.metrics;

import dev.durable.autoconfigure.DurableAutoConfiguration;
import dev.durable.autoconfigure.DurableEngineCustomizer;
import dev.durable.engine.DurableEngine;
import dev.durable.engine.EngineInsight;
import io.micrometer.core.instrument.MeterRegistry;
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
    DurableGauges durableGauges(DurableEngine engine) {
        EngineInsight insight = engine.insight();
        return new DurableGauges(
                insight, new StoreReading(() -> StoreFigures.read(insight), Clock.systemUTC(), StoreReading.PATIENCE));
    }
}
