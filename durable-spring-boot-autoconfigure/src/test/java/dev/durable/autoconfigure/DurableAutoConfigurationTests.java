package dev.durable.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import dev.durable.activity.ActivityContext;
import dev.durable.autoconfigure.apps.shop.GreetingWorkflow;
import dev.durable.autoconfigure.apps.shop.ShopActivities;
import dev.durable.client.ActivityCompletionClient;
import dev.durable.client.WorkflowClient;
import dev.durable.engine.DurableEngine;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.payload.PayloadConverter;
import dev.durable.store.DurableStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import tools.jackson.databind.json.JsonMapper;

class DurableAutoConfigurationTests {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    DataSourceAutoConfiguration.class,
                    DataSourceTransactionManagerAutoConfiguration.class,
                    DurableAutoConfiguration.class))
            .withPropertyValues("spring.datasource.generate-unique-name=true");

    @Test
    void offersClientAndActivityContext() {
        runner.run(context -> assertThat(context)
                .hasSingleBean(WorkflowClient.class)
                .hasSingleBean(ActivityContext.class)
                .hasSingleBean(ActivityCompletionClient.class)
                .hasSingleBean(DurableStore.class));
    }

    @Test
    void engineRunsOnceTheApplicationHasStarted() {
        runner.run(context ->
                assertThat(context.getBean(DurableEngine.class).isRunning()).isTrue());
    }

    @Test
    void everythingIsSwitchedOffByOneProperty() {
        runner.withPropertyValues("durable.enabled=false")
                .run(context -> assertThat(context)
                        .doesNotHaveBean(WorkflowClient.class)
                        .doesNotHaveBean(DurableEngine.class)
                        .doesNotHaveBean(DurableStore.class)
                        .doesNotHaveBean("durableEntityManagerFactory"));
    }

    @Test
    void workflowsAndActivitiesOfTheApplicationAreRegistered() {
        runner.withUserConfiguration(ShopApplication.class)
                .withBean(ShopActivities.class)
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(GreetingWorkflow.class));
    }

    @Test
    void workflowWithoutItsActivityFailsTheStart() {
        runner.withUserConfiguration(ShopApplication.class)
                .run(context ->
                        assertThat(error(context.getStartupFailure())).isEqualTo(ErrorCode.ACTIVITY_BEAN_MISSING));
    }

    @Test
    void activityThatUsesTheClientIsNoCycle() {
        runner.withUserConfiguration(ShopApplication.class)
                .withBean("activities", ClientActivities.class)
                .run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void optionsForAnUnknownActivityFailTheStart() {
        runner.withPropertyValues("durable.activities.Unknown.start-to-close-timeout=1s")
                .run(context -> assertThat(error(context.getStartupFailure())).isEqualTo(ErrorCode.OPTION_ILLEGAL));
    }

    @Test
    void customizersAreCalledInTheirOrder() {
        runner.withUserConfiguration(Customizers.class)
                .run(context ->
                        assertThat(context.getBean(Customizers.class).called).containsExactly("first", "second"));
    }

    @Test
    void storeOfTheApplicationReplacesTheWholeStore() {
        runner.withBean(DurableStore.class, () -> mock(DurableStore.class))
                .run(context -> assertThat(context)
                        .hasSingleBean(DurableStore.class)
                        .doesNotHaveBean("durableEntityManagerFactory")
                        .doesNotHaveBean(SchemaInitializer.class));
    }

    @Test
    void clientOfTheApplicationReplacesOurs() {
        runner.withBean("mine", WorkflowClient.class, () -> mock(WorkflowClient.class))
                .run(context ->
                        assertThat(context).getBeanNames(WorkflowClient.class).containsExactly("mine"));
    }

    @Test
    void payloadConverterOfTheApplicationReplacesOurs() {
        runner.withBean("mine", PayloadConverter.class, () -> mock(PayloadConverter.class))
                .run(context ->
                        assertThat(context).getBeanNames(PayloadConverter.class).containsExactly("mine"));
    }

    @Test
    void payloadCustomizersAdjustThePrivateMapper() {
        AtomicInteger calls = new AtomicInteger();

        runner.withBean(DurablePayloadCustomizer.class, () -> builder -> calls.incrementAndGet())
                .run(context -> assertThat(calls).hasValue(1));
    }

    @Test
    void mapperOfTheApplicationStaysTheOnlyOne() {
        runner.withConfiguration(AutoConfigurations.of(JacksonAutoConfiguration.class))
                .run(context ->
                        assertThat(context).hasSingleBean(JsonMapper.class).hasBean("jacksonJsonMapper"));
    }

    @Test
    void executorOfTheApplicationStaysTheOnlyOne() {
        runner.withConfiguration(AutoConfigurations.of(TaskExecutionAutoConfiguration.class))
                .run(context ->
                        assertThat(context).hasSingleBean(Executor.class).hasBean("applicationTaskExecutor"));
    }

    @Test
    void transactionManagerOfTheApplicationStaysTheOnlyOne() {
        runner.run(context -> assertThat(context)
                .getBean(PlatformTransactionManager.class)
                .isInstanceOf(JdbcTransactionManager.class));
    }

    @Test
    void beansOfCommonTypesAreNoDefaultCandidates() {
        runner.run(context -> {
            ConfigurableListableBeanFactory beanFactory = context.getBeanFactory();
            assertThat(beanFactory.getBeanDefinition("durableEntityManagerFactory"))
                    .extracting("defaultCandidate")
                    .isEqualTo(false);
        });
    }

    @Test
    void autoConfigurationHasNoPublicMembers() {
        assertThat(DurableAutoConfiguration.class).isPublic().isFinal();
        assertThat(DurableAutoConfiguration.class.getDeclaredMethods())
                .allSatisfy(method -> assertThat(java.lang.reflect.Modifier.isPublic(method.getModifiers()))
                        .isFalse());
    }

    static ErrorCode error(Throwable failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof DurableException durable) {
                return durable.code();
            }
        }
        throw new AssertionError("Not a DurableException", failure);
    }

    @Configuration(proxyBeanMethods = false)
    @AutoConfigurationPackage(basePackageClasses = GreetingWorkflow.class)
    static class ShopApplication {}

    static class ClientActivities extends ShopActivities {

        ClientActivities(WorkflowClient client, ActivityContext context) {
            assertThat(client).isNotNull();
            assertThat(context).isNotNull();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Customizers {

        final List<String> called = new ArrayList<>();

        @Bean
        @Order(2)
        DurableEngineCustomizer second() {
            return builder -> called.add("second");
        }

        @Bean
        @Order(1)
        DurableEngineCustomizer first() {
            return builder -> called.add("first");
        }
    }
}
