package dev.durable.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.durable.activity.ActivityContext;
import dev.durable.annotation.Activity;
import dev.durable.autoconfigure.apps.parcels.ParcelWorkflow;
import dev.durable.autoconfigure.apps.parcels.Parcels;
import dev.durable.client.WorkflowClient;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.BeanNotOfRequiredTypeException;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Scope;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.scheduling.annotation.Async;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Activities run on whatever kind of bean implements them. */
class ActivityExecutionTests {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    DataSourceAutoConfiguration.class,
                    DataSourceTransactionManagerAutoConfiguration.class,
                    DurableAutoConfiguration.class))
            .withUserConfiguration(ParcelApplication.class)
            .withPropertyValues("spring.datasource.generate-unique-name=true");

    @Test
    void plainBean() {
        runner.withBean(PlainParcels.class)
                .run(context -> assertThat(send(context)).isEqualTo("sent book"));
    }

    @Test
    void beanOfAMethodThatReturnsTheInterface() {
        runner.withUserConfiguration(InterfaceBean.class)
                .run(context -> assertThat(send(context)).isEqualTo("sent book"));
    }

    @Test
    void lazyBeanIsCreatedByItsFirstAttempt() {
        runner.withUserConfiguration(LazyBean.class).run(context -> {
            assertThat(context.getBeanFactory().containsSingleton("parcels")).isFalse();

            assertThat(send(context)).isEqualTo("sent book");
        });
    }

    @Test
    void prototypeBean() {
        runner.withUserConfiguration(PrototypeBean.class)
                .run(context -> assertThat(send(context)).isEqualTo("sent book"));
    }

    @Test
    void transactionalBeanBehindAClassProxy() {
        runner.withUserConfiguration(ClassProxies.class)
                .withBean(TransactionalParcels.class)
                .run(context -> assertThat(send(context)).isEqualTo("sent book in a transaction"));
    }

    @Test
    void transactionalBeanBehindAnInterfaceProxy() {
        runner.withUserConfiguration(InterfaceProxies.class)
                .withBean(TransactionalParcels.class)
                .run(context -> assertThat(send(context)).isEqualTo("sent book in a transaction"));
    }

    @Test
    void beanWhoseProxyHidesTheAnnotatedClassFailsTheStart() {
        runner.withUserConfiguration(InterfaceProxies.class)
                .withBean(PlainParcels.class)
                .withBean(HiddenActivities.class)
                .run(context ->
                        assertThat(context.getStartupFailure()).isInstanceOf(BeanNotOfRequiredTypeException.class));
    }

    @Test
    void injectedContextTellsTheAttempt() {
        runner.withBean(AttemptParcels.class)
                .run(context -> assertThat(send(context)).isEqualTo("sent book by Parcels.send in attempt 1"));
    }

    @Test
    void optionsOfTheConfigurationReachTheActivity() {
        runner.withBean(FailingOnceParcels.class)
                .withPropertyValues("durable.activities[Parcels.send].retry.initial-interval=1ms")
                .run(context -> assertThat(send(context)).isEqualTo("sent book in attempt 2"));
    }

    @Test
    void optionsMayComeFromEnvironmentVariables() {
        runner.withBean(FailingOnceParcels.class)
                .withInitializer(context -> context.getEnvironment()
                        .getPropertySources()
                        .addFirst(new SystemEnvironmentPropertySource(
                                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                                Map.of("DURABLE_ACTIVITIES_PARCELS_RETRY_MAXIMUMATTEMPTS", "1"))))
                .run(context ->
                        assertThatExceptionOfType(DurableException.class).isThrownBy(() -> send(context)));
    }

    @ParameterizedTest
    @ValueSource(classes = {AsyncParcels.class, AsyncMethodParcels.class})
    void activityThatReturnsBeforeItsWorkIsDoneFailsTheStart(Class<? extends Parcels> activities) {
        runner.withBean(activities)
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .isInstanceOfSatisfying(
                                DurableException.class,
                                e -> assertThat(e.code()).isEqualTo(ErrorCode.ACTIVITY_ASYNC)));
    }

    @Test
    void threadsAreVirtualWhereTheApplicationWantsThemAndJavaHasThem() {
        boolean javaHasThem = Runtime.version().feature() >= 21;

        runner.withBean(ThreadParcels.class)
                .withPropertyValues("spring.threads.virtual.enabled=true")
                .run(context ->
                        assertThat(send(context).startsWith("VirtualThread")).isEqualTo(javaHasThem));
    }

    @Test
    void threadsAreNotVirtualUnlessTheApplicationWantsThem() {
        runner.withBean(ThreadParcels.class)
                .run(context -> assertThat(send(context)).startsWith("Thread[").contains("durable-activity"));
    }

    private static String send(AssertableApplicationContext context) {
        assertThat(context).hasNotFailed();
        return context.getBean(WorkflowClient.class)
                .newWorkflow(ParcelWorkflow.class)
                .id("parcel-1")
                .start(workflow -> workflow.send("book"))
                .result(Duration.ofSeconds(20));
    }

    @Configuration(proxyBeanMethods = false)
    @AutoConfigurationPackage(basePackageClasses = ParcelWorkflow.class)
    static class ParcelApplication {}

    static class PlainParcels implements Parcels {

        @Override
        public String send(String parcel) {
            return "sent " + parcel;
        }
    }

    static class TransactionalParcels implements Parcels {

        @Override
        @Transactional
        public String send(String parcel) {
            return "sent " + parcel
                    + (TransactionSynchronizationManager.isActualTransactionActive() ? " in a transaction" : "");
        }
    }

    interface Port {

        void call();
    }

    @Activity
    static class HiddenActivities implements Port {

        @Override
        @Transactional
        public void call() {}
    }

    static class AttemptParcels implements Parcels {

        private final ActivityContext activity;

        AttemptParcels(ActivityContext activity) {
            this.activity = activity;
        }

        @Override
        public String send(String parcel) {
            return "sent " + parcel + " by " + activity.info().activityType() + " in attempt "
                    + activity.info().attempt();
        }
    }

    static class FailingOnceParcels implements Parcels {

        private final ActivityContext activity;

        FailingOnceParcels(ActivityContext activity) {
            this.activity = activity;
        }

        @Override
        public String send(String parcel) {
            if (activity.info().attempt() == 1) {
                throw new IllegalStateException("first attempt");
            }
            return "sent " + parcel + " in attempt " + activity.info().attempt();
        }
    }

    @Async
    static class AsyncParcels extends PlainParcels {}

    static class AsyncMethodParcels extends PlainParcels {

        @Async
        @Override
        public String send(String parcel) {
            return super.send(parcel);
        }
    }

    static class ThreadParcels implements Parcels {

        @Override
        public String send(String parcel) {
            return Thread.currentThread().toString();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class InterfaceBean {

        @Bean
        Parcels parcels() {
            return new PlainParcels();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class LazyBean {

        @Bean
        @Lazy
        Parcels parcels() {
            return new PlainParcels();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class PrototypeBean {

        @Bean
        @Scope("prototype")
        Parcels parcels() {
            return new PlainParcels();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableTransactionManagement(proxyTargetClass = true)
    static class ClassProxies {}

    @Configuration(proxyBeanMethods = false)
    @EnableTransactionManagement(proxyTargetClass = false)
    static class InterfaceProxies {}
}
