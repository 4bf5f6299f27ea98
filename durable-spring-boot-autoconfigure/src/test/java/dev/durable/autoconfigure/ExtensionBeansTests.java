package dev.durable.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.inOrder;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;

import dev.durable.context.ContextPropagator;
import dev.durable.context.ContextScope;
import dev.durable.context.MdcContextPropagator;
import dev.durable.engine.DurableEngineBuilder;
import dev.durable.interceptor.ActivityInterceptor;
import dev.durable.interceptor.RunInterceptor;
import dev.durable.interceptor.WorkflowClientInterceptor;
import dev.durable.interceptor.WorkflowInterceptor;
import dev.durable.workflow.WorkflowContext;
import java.lang.reflect.Type;
import org.junit.jupiter.api.Test;
import org.mockito.InOrder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.annotation.Order;

/** Interceptors and propagators that are beans. */
class ExtensionBeansTests {

    private final ApplicationContextRunner runner =
            new ApplicationContextRunner().withUserConfiguration(Extensions.class);
    private final DurableEngineBuilder builder = mock();

    @Test
    void beansAreAddedInTheirOrder() {
        runner.withBean(SecondOfAll.class)
                .withBean(FirstOfAll.class)
                .withBean(SecondContext.class)
                .withBean(FirstContext.class)
                .run(context -> {
                    context.getBean(DurableEngineCustomizer.class).customize(builder);

                    InOrder order = inOrder(builder);
                    order.verify(builder).contextPropagator(any(FirstContext.class));
                    order.verify(builder).contextPropagator(any(SecondContext.class));
                    order.verify(builder).clientInterceptor(any(FirstOfAll.class));
                    order.verify(builder).clientInterceptor(any(SecondOfAll.class));
                    order.verify(builder).workflowInterceptor(any(FirstOfAll.class));
                    order.verify(builder).workflowInterceptor(any(SecondOfAll.class));
                    order.verify(builder).activityInterceptor(any(FirstOfAll.class));
                    order.verify(builder).activityInterceptor(any(SecondOfAll.class));
                });
    }

    @Test
    void loggingContextTravelsIfKeysAreNamed() {
        runner.withPropertyValues("durable.context.mdc-keys=tenant,correlation-id")
                .run(context -> {
                    context.getBean(DurableEngineCustomizer.class).customize(builder);

                    verify(builder).contextPropagator(any(MdcContextPropagator.class));
                    assertThat(context.getBean(DurableProperties.class)
                                    .context()
                                    .mdcKeys())
                            .containsExactlyInAnyOrder("tenant", "correlation-id");
                });
    }

    @Test
    void nothingTravelsUnlessToldSo() {
        runner.run(context -> {
            context.getBean(DurableEngineCustomizer.class).customize(builder);

            verify(builder, never()).contextPropagator(any());
        });
    }

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(DurableProperties.class)
    @Import(DurableExtensionConfiguration.class)
    static class Extensions {}

    @Order(1)
    static class FirstOfAll implements WorkflowClientInterceptor, WorkflowInterceptor, ActivityInterceptor {

        @Override
        public RunInterceptor forRun(WorkflowContext context) {
            return new RunInterceptor() {};
        }
    }

    @Order(2)
    static class SecondOfAll implements WorkflowClientInterceptor, WorkflowInterceptor, ActivityInterceptor {

        @Override
        public RunInterceptor forRun(WorkflowContext context) {
            return new RunInterceptor() {};
        }
    }

    @Order(1)
    static class FirstContext extends NamedContext {}

    @Order(2)
    static class SecondContext extends NamedContext {}

    abstract static class NamedContext implements ContextPropagator<String> {

        @Override
        public String name() {
            return getClass().getSimpleName();
        }

        @Override
        public Type type() {
            return String.class;
        }

        @Override
        public String capture() {
            return null;
        }

        @Override
        public ContextScope restore(String context) {
            return () -> {};
        }
    }
}
