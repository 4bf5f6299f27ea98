package dev.durable.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.durable.autoconfigure.apps.shop.ApprovalWorkflow;
import dev.durable.autoconfigure.apps.shop.GreetingWorkflow;
import dev.durable.autoconfigure.apps.shop.ShopActivities;
import dev.durable.autoconfigure.apps.shop.ShopService;
import dev.durable.client.WorkflowClient;
import dev.durable.client.WorkflowHandle;
import dev.durable.client.WorkflowNotFoundException;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceInitializationAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Starts and signals take part in the application's transactions, whichever transaction manager it has. */
class TransactionalStartTests {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @ParameterizedTest
    @EnumSource
    void startCommitsWithTheTransaction(Shape shape) {
        shape.run(context -> {
            context.getBean(ShopService.class).welcome("Ada");

            assertThat(client(context).workflow("greet-Ada").result(String.class, PATIENCE))
                    .isEqualTo("Hello Ada");
            assertThat(customers(context)).isEqualTo(1);
        });
    }

    @ParameterizedTest
    @EnumSource
    void startRollsBackWithTheTransaction(Shape shape) {
        shape.run(context -> {
            assertThatIllegalStateException()
                    .isThrownBy(() -> context.getBean(ShopService.class).welcomeAndFail("Ada"));

            assertNotStarted(context, "greet-Ada");
            assertThat(customers(context)).isZero();
        });
    }

    @ParameterizedTest
    @EnumSource
    void workflowIdOfARolledBackStartIsFree(Shape shape) {
        shape.run(context -> {
            assertThatIllegalStateException()
                    .isThrownBy(() -> context.getBean(ShopService.class).welcomeAndFail("Ada"));

            context.getBean(ShopService.class).welcome("Ada");

            assertThat(client(context).workflow("greet-Ada").result(String.class, PATIENCE))
                    .isEqualTo("Hello Ada");
        });
    }

    @ParameterizedTest
    @EnumSource
    void startIsNotSeenByOthersBeforeTheCommit(Shape shape) {
        shape.run(context -> transaction(context).executeWithoutResult(status -> {
            startGreeting(context);

            CompletableFuture.runAsync(() -> assertNotStarted(context, "greeting"))
                    .join();
        }));
    }

    @ParameterizedTest
    @EnumSource
    void startIsSeenWithinItsTransaction(Shape shape) {
        shape.run(context -> transaction(context).executeWithoutResult(status -> {
            startGreeting(context);

            assertThat(client(context).workflow("greeting").describe()).isNotNull();
        }));
    }

    @ParameterizedTest
    @EnumSource
    void resultIsNotWaitedForWithinTheTransaction(Shape shape) {
        shape.run(context -> transaction(context).executeWithoutResult(status -> {
            WorkflowHandle<String> handle = startGreeting(context);

            assertRefused(() -> handle.result(PATIENCE), ErrorCode.RESULT_INSIDE_TRANSACTION);
        }));
    }

    @ParameterizedTest
    @EnumSource
    void runThatTheTransactionHasStartedIsFoundByItsIdButNotWaitedFor(Shape shape) {
        shape.run(context -> transaction(context).executeWithoutResult(status -> {
            startGreeting(context);

            assertRefused(
                    () -> client(context).workflow("greeting").result(String.class, PATIENCE),
                    ErrorCode.RESULT_INSIDE_TRANSACTION);
        }));
    }

    @ParameterizedTest
    @EnumSource
    void runThatTheTransactionHasStartedIsOpenAndNotDeleted(Shape shape) {
        shape.run(context -> transaction(context).executeWithoutResult(status -> {
            startGreeting(context);

            assertRefused(() -> client(context).workflow("greeting").delete(), ErrorCode.WORKFLOW_OPEN);
        }));
    }

    @ParameterizedTest
    @EnumSource
    void startOutsideOfATransactionCommitsByItself(Shape shape) {
        shape.run(context -> assertThat(startGreeting(context).result(PATIENCE)).isEqualTo("Hello you"));
    }

    @ParameterizedTest
    @EnumSource
    void signalCommitsWithTheTransaction(Shape shape) {
        shape.run(context -> {
            WorkflowHandle<String> approval = startApproval(context);

            transaction(context).executeWithoutResult(status -> approve(context, "Bob"));

            assertThat(approval.result(PATIENCE)).isEqualTo("approved by Bob");
        });
    }

    @ParameterizedTest
    @EnumSource
    void signalRollsBackWithTheTransaction(Shape shape) {
        shape.run(context -> {
            WorkflowHandle<String> approval = startApproval(context);

            transaction(context).executeWithoutResult(status -> {
                approve(context, "Mallory");
                status.setRollbackOnly();
            });
            approve(context, "Bob");

            assertThat(approval.result(PATIENCE)).isEqualTo("approved by Bob");
        });
    }

    private static WorkflowClient client(AssertableApplicationContext context) {
        return context.getBean(WorkflowClient.class);
    }

    private static TransactionTemplate transaction(AssertableApplicationContext context) {
        return new TransactionTemplate(context.getBean(PlatformTransactionManager.class));
    }

    private static WorkflowHandle<String> startGreeting(AssertableApplicationContext context) {
        return client(context)
                .newWorkflow(GreetingWorkflow.class)
                .id("greeting")
                .start(workflow -> workflow.greet("you"));
    }

    private static WorkflowHandle<String> startApproval(AssertableApplicationContext context) {
        return client(context)
                .newWorkflow(ApprovalWorkflow.class)
                .id("approval")
                .start(ApprovalWorkflow::decide);
    }

    private static void approve(AssertableApplicationContext context, String by) {
        client(context).workflow(ApprovalWorkflow.class, "approval").signal(workflow -> workflow.approve(by));
    }

    private static void assertNotStarted(AssertableApplicationContext context, String workflowId) {
        assertThatExceptionOfType(WorkflowNotFoundException.class)
                .isThrownBy(() -> client(context).workflow(workflowId).describe());
    }

    private static void assertRefused(Runnable call, ErrorCode code) {
        assertThatExceptionOfType(DurableException.class)
                .isThrownBy(call::run)
                .satisfies(e -> assertThat(e.code()).isEqualTo(code));
    }

    private static Integer customers(AssertableApplicationContext context) {
        return context.getBean(JdbcTemplate.class).queryForObject("select count(*) from customer", Integer.class);
    }

    enum Shape {
        JDBC(JdbcTransactionManager.class, DataSourceTransactionManagerAutoConfiguration.class),
        JPA(JpaTransactionManager.class, HibernateJpaAutoConfiguration.class);

        private final Class<? extends PlatformTransactionManager> transactionManager;
        private final ApplicationContextRunner runner;

        Shape(Class<? extends PlatformTransactionManager> transactionManager, Class<?> autoConfiguration) {
            this.transactionManager = transactionManager;
            this.runner = new ApplicationContextRunner()
                    .withConfiguration(AutoConfigurations.of(
                            DataSourceAutoConfiguration.class,
                            DataSourceInitializationAutoConfiguration.class,
                            JdbcTemplateAutoConfiguration.class,
                            TransactionAutoConfiguration.class,
                            autoConfiguration,
                            DurableAutoConfiguration.class))
                    .withUserConfiguration(ShopApplication.class)
                    .withPropertyValues(
                            "spring.datasource.generate-unique-name=true",
                            "spring.sql.init.schema-locations=classpath:create-customer-table.sql");
        }

        void run(TestInContext test) {
            runner.run(context -> {
                assertThat(context).hasNotFailed();
                assertThat(context).getBean(PlatformTransactionManager.class).isInstanceOf(transactionManager);
                test.run(context);
            });
        }
    }

    interface TestInContext {
        void run(AssertableApplicationContext context);
    }

    @Configuration(proxyBeanMethods = false)
    @AutoConfigurationPackage(basePackageClasses = GreetingWorkflow.class)
    @Import({ShopActivities.class, ShopService.class})
    static class ShopApplication {}
}
