package dev.durable.autoconfigure.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.durable.activity.ActivityContext;
import dev.durable.annotation.Activity;
import dev.durable.annotation.ActivityMethod;
import dev.durable.annotation.Retry;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.autoconfigure.DurableAutoConfiguration;
import dev.durable.client.WorkflowClient;
import dev.durable.client.WorkflowFailedException;
import dev.durable.failure.DurableException;
import java.time.Duration;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceInitializationAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Lazy;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.interceptor.TransactionAspectSupport;

/** What transactional activities write is committed with their results, whichever transaction manager the application has. */
class TransactionalActivityTests {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @ParameterizedTest
    @EnumSource
    void transactionalMethodIsRolledBackAndRepeatedWhenItFailsAfterItsWrite(Shape shape) {
        shape.runner.withUserConfiguration(Shop.class).run(context -> {
            assertThat(context).hasNotFailed();

            String result = execute(context.getBean(WorkflowClient.class), "fails");

            assertThat(result).isEqualTo("attempt 2");
            assertThat(customers(context.getBean(JdbcTemplate.class))).isEqualTo(1);
        });
    }

    @ParameterizedTest
    @EnumSource
    void transactionalMethodCommitsItsWriteOnce(Shape shape) {
        shape.runner.withUserConfiguration(Shop.class).run(context -> {
            String result = execute(context.getBean(WorkflowClient.class), "charges");

            assertThat(result).isEqualTo("charged Ada");
            assertThat(customers(context.getBean(JdbcTemplate.class))).isEqualTo(1);
        });
    }

    @ParameterizedTest
    @EnumSource
    void transactionMarkedAsRollbackOnlyIsAFailedAttempt(Shape shape) {
        shape.runner.withUserConfiguration(Shop.class).run(context -> {
            String result = execute(context.getBean(WorkflowClient.class), "marks");

            assertThat(result).isEqualTo("attempt 2");
            assertThat(customers(context.getBean(JdbcTemplate.class))).isEqualTo(1);
        });
    }

    @ParameterizedTest
    @EnumSource
    void declaredActivityWithoutTransactionalGetsATransaction(Shape shape) {
        shape.runner.withUserConfiguration(Shop.class).run(context -> {
            String result = execute(context.getBean(WorkflowClient.class), "declared");

            assertThat(result).isEqualTo("attempt 2");
            assertThat(customers(context.getBean(JdbcTemplate.class))).isEqualTo(1);
        });
    }

    @ParameterizedTest
    @EnumSource
    void declaredActivityWithATransactionOfItsOwnFailsTheStart(Shape shape) {
        shape.runner
                .withUserConfiguration(ForeignShop.class)
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .isInstanceOf(DurableException.class)
                        .hasMessageContaining("DUR-1054")
                        .hasMessageContaining("REQUIRES_NEW"));
    }

    @Test
    void transactionalThatAnInterfaceHidesFailsTheStart() {
        Shape.JDBC
                .runner
                .withUserConfiguration(HiddenShop.class)
                .run(context -> assertThat(context)
                        .getFailure()
                        .isInstanceOf(DurableException.class)
                        .hasMessageContaining("DUR-1063")
                        .hasMessageContaining("CounterOfAda.sell"));
    }

    @Test
    void transactionalThatAnInterfaceHidesFailsTheAttemptsOfALazyBean() {
        Shape.JDBC
                .runner
                .withUserConfiguration(LazyHiddenShop.class)
                .run(context -> assertThatExceptionOfType(WorkflowFailedException.class)
                        .isThrownBy(() -> context.getBean(WorkflowClient.class)
                                .newWorkflow(CounterWorkflow.class)
                                .id("hidden")
                                .start(CounterWorkflow::run)
                                .result(PATIENCE))
                        .withStackTraceContaining("DUR-1063"));
    }

    @Test
    void activityWhoseTransactionsAreNotTheEnginesIsNamedWhenTheApplicationStarts() {
        Logger logger = (Logger) LoggerFactory.getLogger("dev.durable.autoconfigure.ActivityTransactions");
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        Level levelBefore = logger.getLevel();
        logger.setLevel(Level.INFO);
        logger.addAppender(lines);
        lines.start();
        try {
            Shape.JDBC
                    .runner
                    .withUserConfiguration(DelegatingShop.class)
                    .run(context -> assertThat(context).hasNotFailed());
            Shape.JDBC
                    .runner
                    .withUserConfiguration(Shop.class)
                    .run(context -> assertThat(context).hasNotFailed());
        } finally {
            logger.detachAppender(lines);
            logger.setLevel(levelBefore);
        }

        assertThat(lines.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .singleElement()
                .asString()
                .contains("at least once: CounterOfAda.sell");
    }

    private static String execute(WorkflowClient client, String how) {
        return client.newWorkflow(TillWorkflow.class)
                .id("till-" + how)
                .start(w -> w.run(how))
                .result(PATIENCE);
    }

    private static Integer customers(JdbcTemplate jdbc) {
        return jdbc.queryForObject("select count(*) from customer", Integer.class);
    }

    enum Shape {
        JDBC(DataSourceTransactionManagerAutoConfiguration.class),
        JPA(HibernateJpaAutoConfiguration.class);

        private final ApplicationContextRunner runner;

        Shape(Class<?> autoConfiguration) {
            this.runner = new ApplicationContextRunner()
                    .withConfiguration(AutoConfigurations.of(
                            DataSourceAutoConfiguration.class,
                            DataSourceInitializationAutoConfiguration.class,
                            JdbcTemplateAutoConfiguration.class,
                            TransactionAutoConfiguration.class,
                            autoConfiguration,
                            DurableAutoConfiguration.class))
                    .withPropertyValues(
                            "spring.datasource.generate-unique-name=true",
                            "spring.sql.init.schema-locations=classpath:create-customer-table.sql");
        }
    }

    /** Takes money in one way or another. */
    @Workflow
    static class TillWorkflow {

        private final Till till;

        TillWorkflow(Till till) {
            this.till = till;
        }

        @WorkflowMethod
        public String run(String how) {
            return switch (how) {
                case "fails" -> till.failOnce();
                case "marks" -> till.markOnce();
                case "charges" -> till.charge("Ada");
                default -> till.declared();
            };
        }
    }

    /** Writes a row in each attempt, and lets the first ones fail. */
    @Activity(retry = @Retry(initialInterval = "20ms"))
    static class Till {

        private final JdbcTemplate jdbc;
        private final ActivityContext activity;

        Till(JdbcTemplate jdbc, ActivityContext activity) {
            this.jdbc = jdbc;
            this.activity = activity;
        }

        // region charge
        @Transactional
        public String charge(String customer) {
            jdbc.update("insert into customer (name) values (?)", customer);
            return "charged " + customer;
        }
        // endregion

        @Transactional
        public String failOnce() {
            return write(() -> {
                throw new IllegalStateException("no");
            });
        }

        @Transactional
        public String markOnce() {
            return write(
                    () -> TransactionAspectSupport.currentTransactionStatus().setRollbackOnly());
        }

        @ActivityMethod(transactional = true)
        public String declared() {
            return write(() -> {
                throw new IllegalStateException("no");
            });
        }

        private String write(Runnable accident) {
            int attempt = activity.info().attempt();
            jdbc.update("insert into customer (name) values (?)", "customer " + attempt);
            if (attempt == 1) {
                accident.run();
            }
            return "attempt " + attempt;
        }
    }

    /** Wants both: to be transactional, and to have its own transaction. */
    @Activity(transactional = true)
    static class ForeignTill {

        @Transactional(propagation = Propagation.REQUIRES_NEW)
        public void take() {}
    }

    @Configuration(proxyBeanMethods = false)
    @AutoConfigurationPackage(basePackageClasses = TransactionalActivityTests.class)
    @Import({Till.class, CounterOfAda.class})
    static class Shop {}

    /** Does not say that its methods are transactional. */
    @Activity(retry = @Retry(maximumAttempts = 1))
    interface Counter {

        void sell();
    }

    static class CounterOfAda implements Counter {

        @Override
        @Transactional
        public void sell() {}
    }

    @Workflow
    static class CounterWorkflow {

        private final Counter counter;

        CounterWorkflow(Counter counter) {
            this.counter = counter;
        }

        @WorkflowMethod
        public String run() {
            counter.sell();
            return "sold";
        }
    }

    /** Its bean is made after the engine, which sees the interface only. */
    @Configuration(proxyBeanMethods = false)
    @AutoConfigurationPackage(basePackageClasses = TransactionalActivityTests.class)
    @Import(Till.class)
    static class HiddenShop {

        @Bean
        @DependsOn("durableEngine")
        Counter counter() {
            return new CounterOfAda();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @AutoConfigurationPackage(basePackageClasses = TransactionalActivityTests.class)
    @Import(Till.class)
    static class LazyHiddenShop {

        @Bean
        @Lazy
        Counter counter() {
            return new CounterOfAda();
        }
    }

    /** Of its transaction manager the engine cannot tell which database it is for. */
    @Configuration(proxyBeanMethods = false)
    @Import(CounterOfAda.class)
    static class DelegatingShop {

        @Bean
        PlatformTransactionManager delegating(DataSource dataSource) {
            PlatformTransactionManager delegate = new JdbcTransactionManager(dataSource);
            return new PlatformTransactionManager() {
                @Override
                public TransactionStatus getTransaction(@Nullable TransactionDefinition definition) {
                    return delegate.getTransaction(definition);
                }

                @Override
                public void commit(TransactionStatus status) {
                    delegate.commit(status);
                }

                @Override
                public void rollback(TransactionStatus status) {
                    delegate.rollback(status);
                }
            };
        }
    }

    @Configuration(proxyBeanMethods = false)
    @Import(ForeignTill.class)
    static class ForeignShop {}
}
