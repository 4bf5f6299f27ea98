package dev.durable.test;

import dev.durable.autoconfigure.DurableAutoConfiguration;
import dev.durable.autoconfigure.DurableEngineCustomizer;
import dev.durable.autoconfigure.StoreTransactions;
import dev.durable.engine.DurableEngine;
import dev.durable.engine.EngineProbe;
import dev.durable.store.DurableStore;
import dev.durable.test.TestIsolation.Surroundings;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/** Auto-configuration of what {@link AutoConfigureDurableTest} asks for. */
@AutoConfiguration(before = DurableAutoConfiguration.class)
@ConditionalOnBooleanProperty(name = "durable.enabled", matchIfMissing = true)
public final class DurableTestAutoConfiguration {

    /** How long before the present virtual time begins on a database, whose clock must not be behind. */
    private static final Duration AHEAD = Duration.ofDays(3650);

    /** How long after a test its runs may take to end; not that anything would be waited for that long. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @Bean
    EngineProbe durableTestProbe() {
        return new EngineProbe();
    }

    @Bean
    DurableEngineCustomizer durableTestProbeCustomizer(EngineProbe probe) {
        return builder -> builder.probe(probe);
    }

    /** What a slice leaves out may be configured all the same. */
    @Bean
    DurableEngineCustomizer durableTestSliceCustomizer(Environment environment) {
        return builder -> {
            if (TestProperties.slice(environment)) {
                builder.partOfApplication();
            }
        };
    }

    /** Comes first, so that what is said is about the test rather than about the application. */
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    DurableEngineCustomizer durableTestActivityCheck(
            ConfigurableListableBeanFactory beanFactory, Environment environment) {
        return builder -> new TestActivityCheck(beanFactory, environment).run();
    }

    @Bean
    DurableTestTime durableTestTime(ObjectProvider<VirtualTime> time) {
        return new DurableTestTime(time.getIfAvailable());
    }

    @Bean
    DurableTestEngine durableTestEngine(EngineProbe probe, DurableEngine engine, ObjectProvider<VirtualTime> time) {
        return new DurableTestEngine(probe, engine.client(), time.getIfAvailable());
    }

    @Bean
    TestIsolation durableTestIsolation(
            DurableEngine engine,
            DurableTestEngine testEngine,
            EngineProbe probe,
            DurableStore store,
            ObjectProvider<FreshStore> freshStore,
            ObjectProvider<VirtualTime> virtualTime,
            Environment environment) {
        FreshStore fresh = freshStore.getIfAvailable();
        VirtualTime time = virtualTime.getIfAvailable();
        if (time != null) {
            time.storedNext(() -> earliest(
                    store.earliestScheduleWakeUp(), fresh == null ? Optional.empty() : fresh.earliestRunWakeUp()));
        }
        boolean skipping = TestProperties.time(environment) == TestTime.SKIPPED;
        if (time != null) {
            time.skipWhenIdle(skipping);
        }
        return new TestIsolation(
                engine,
                testEngine,
                probe,
                new Surroundings(
                        fresh, time, start(environment), skipping, TestProperties.replay(environment), PATIENCE));
    }

    private static Optional<Instant> earliest(Optional<Instant> one, Optional<Instant> other) {
        return Stream.concat(one.stream(), other.stream()).min(Instant::compareTo);
    }

    private static Supplier<Instant> start(Environment environment) {
        Duration ago = TestProperties.store(environment) == TestStore.IN_MEMORY ? Duration.ZERO : AHEAD;
        return () -> Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(ago);
    }

    /** A store in memory. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnProperty(name = TestProperties.STORE, havingValue = "IN_MEMORY", matchIfMissing = true)
    static class InMemoryStoreConfiguration {

        @Bean
        FreshStore durableTestFreshStore(ObjectProvider<VirtualTime> time) {
            VirtualTime virtual = time.getIfAvailable();
            return new FreshStore(virtual == null ? Instant::now : virtual::now);
        }

        @Bean
        DurableStore durableTestStore(FreshStore fresh) {
            return fresh.store();
        }

        @Bean
        StoreTransactions durableTestStoreTransactions(FreshStore fresh) {
            return application -> new FreshStoreTransactions(fresh, application);
        }
    }

    /** Time that stands still. */
    @Configuration(proxyBeanMethods = false)
    @Conditional(OnVirtualTime.class)
    static class VirtualTimeConfiguration {

        @Bean
        VirtualTime durableTestVirtualTime(EngineProbe probe, Environment environment) {
            return new VirtualTime(start(environment).get(), probe);
        }
    }
}
