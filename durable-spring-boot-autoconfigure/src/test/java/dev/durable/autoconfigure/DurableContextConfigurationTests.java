package dev.durable.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.durable.autoconfigure.security.SecurityContextPropagator;
import dev.durable.autoconfigure.tracing.TracingContextPropagator;
import dev.durable.context.ContextPropagator;
import dev.durable.engine.DurableEngineBuilder;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ContextConsumer;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextHolderStrategy;
import org.springframework.security.core.context.SecurityContextImpl;

/** Context that travels if its library is there. */
class DurableContextConfigurationTests {

    private final ApplicationContextRunner runner =
            new ApplicationContextRunner().withUserConfiguration(Extensions.class);
    private final ApplicationContextRunner tracingRunner =
            runner.withBean(Tracer.class, () -> Tracer.NOOP).withBean(Propagator.class, () -> Propagator.NOOP);
    private final DurableEngineBuilder builder = mock();

    @Test
    void usersDoNotTravelUnlessToldSo() {
        runner.run(customized(() -> verify(builder, never()).contextPropagator(any())));
    }

    @Test
    void usersTravelIfToldSo() {
        runner.withPropertyValues("durable.context.security=true")
                .run(customized(() -> verify(builder).contextPropagator(any(SecurityContextPropagator.class))));
    }

    @Test
    void usersAreThoseOfTheApplicationsHolder() {
        SecurityContextHolderStrategy holder = mock();
        when(holder.getContext()).thenReturn(new SecurityContextImpl());
        when(builder.contextPropagator(any())).thenAnswer(call -> {
            call.getArgument(0, ContextPropagator.class).capture();
            return builder;
        });

        runner.withPropertyValues("durable.context.security=true")
                .withBean(SecurityContextHolderStrategy.class, () -> holder)
                .run(customized(() -> verify(holder).getContext()));
    }

    @Test
    void applicationsPropagatorOfUsersReplacesOurs() {
        runner.withPropertyValues("durable.context.security=true")
                .withBean("users", ContextPropagator.class, () -> named("security"))
                .run(customized(
                        () -> verify(builder, never()).contextPropagator(any(SecurityContextPropagator.class))));
    }

    @Test
    void propagatorOfAnotherNameReplacesNothing() {
        runner.withPropertyValues("durable.context.security=true")
                .withBean("security", ContextPropagator.class, () -> named("tenant"))
                .run(customized(() -> verify(builder).contextPropagator(any(SecurityContextPropagator.class))));
    }

    @Test
    void nothingIsMissedWithoutSpringSecurity() {
        runner.withPropertyValues("durable.context.security=true")
                .withClassLoader(new FilteredClassLoader(SecurityContextHolder.class))
                .run(customized(() -> verify(builder, never()).contextPropagator(any())));
    }

    @Test
    void traceTravelsIfThereIsATracerWithAPropagator() {
        tracingRunner.run(customized(() -> verify(builder).contextPropagator(any(TracingContextPropagator.class))));
    }

    @Test
    void traceDoesNotTravelIfToldSo() {
        tracingRunner.withPropertyValues("durable.context.tracing=false").run(customized(this::verifyNoTracing));
    }

    @Test
    void traceDoesNotTravelWithoutAPropagator() {
        runner.withBean(Tracer.class, () -> Tracer.NOOP).run(customized(this::verifyNoTracing));
    }

    @Test
    void applicationsPropagatorOfTracesReplacesOurs() {
        tracingRunner
                .withBean("traces", ContextPropagator.class, () -> named("tracing"))
                .run(customized(() -> verify(builder, never()).contextPropagator(any(TracingContextPropagator.class))));
    }

    @Test
    void nothingIsMissedWithoutMicrometerTracing() {
        runner.withClassLoader(new FilteredClassLoader("io.micrometer.tracing")).run(customized(this::verifyNoTracing));
    }

    private void verifyNoTracing() {
        verify(builder, never()).contextPropagator(any());
    }

    private ContextConsumer<AssertableApplicationContext> customized(Runnable verification) {
        return context -> {
            assertThat(context).hasNotFailed();
            context.getBeanProvider(DurableEngineCustomizer.class)
                    .orderedStream()
                    .forEach(customizer -> customizer.customize(builder));
            verification.run();
        };
    }

    private static ContextPropagator<?> named(String name) {
        ContextPropagator<?> propagator = mock();
        when(propagator.name()).thenReturn(name);
        return propagator;
    }

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(DurableProperties.class)
    @Import({DurableContextConfiguration.class, DurableExtensionConfiguration.class})
    static class Extensions {}
}
