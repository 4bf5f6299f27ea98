package dev.durable.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.durable.autoconfigure.apps.shop.ApprovalWorkflow;
import dev.durable.autoconfigure.apps.shop.GreetingWorkflow;
import dev.durable.autoconfigure.apps.shop.ShopActivities;
import dev.durable.client.UpdateOptions;
import dev.durable.client.UpdateStage;
import dev.durable.client.WorkflowClient;
import dev.durable.client.WorkflowFilter;
import dev.durable.client.WorkflowNotFoundException;
import dev.durable.client.WorkflowSummary;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.jpa.testing.TestDatabase;
import dev.durable.schedule.Schedule;
import dev.durable.schedule.ScheduleClient;
import dev.durable.schedule.ScheduleFilter;
import dev.durable.schedule.ScheduleSpec;
import dev.durable.schedule.ScheduleSummary;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

/** Calls of the client in an application that has more than one database and more than one transaction manager. */
class SeveralDatabasesTests {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(DurableAutoConfiguration.class))
            .withUserConfiguration(Application.class);

    private static final Map<String, Consumer<ApplicationContext>> STORING_CALLS = Map.of(
            "start", context -> start(context, "another"),
            "signal",
                    context -> client(context)
                            .workflow(ApprovalWorkflow.class, "approval")
                            .signal(workflow -> workflow.approve("Bob")),
            "update",
                    context -> client(context)
                            .workflow("approval")
                            .startUpdate(UpdateOptions.waitFor(UpdateStage.ADMITTED), "amend", String.class),
            "cancel", context -> client(context).workflow("approval").cancel(),
            "terminate", context -> client(context).workflow("approval").terminate("enough"),
            "creation of a schedule", context -> createSchedule(context, "refused"),
            "change of a schedule",
                    context -> schedules(context).schedule("daily").pause("enough"),
            "deletion of a schedule",
                    context -> schedules(context).schedule("daily").delete());

    @Test
    void nothingIsStoredInATransactionOfAnotherDatabase() {
        runner.run(context -> {
            start(context, "approval");
            createSchedule(context, "daily");

            in(context, "businessTransactions").executeWithoutResult(status -> {
                assertAllRefused(context, ErrorCode.TRANSACTION_FOREIGN);
                // looking does no harm
                assertThat(client(context).list(WorkflowFilter.ALL).workflows()).hasSize(1);
                assertThat(client(context).workflow("approval").query("decision", String.class))
                        .isEmpty();
            });

            assertNothingStored(context);
        });
    }

    @Test
    void closedRunIsNotDeletedInATransactionOfAnotherDatabase() {
        runner.run(context -> {
            client(context)
                    .newWorkflow(GreetingWorkflow.class)
                    .id("greeting")
                    .start(workflow -> workflow.greet("you"))
                    .result(PATIENCE);

            in(context, "businessTransactions")
                    .executeWithoutResult(status -> assertRefused(
                            () -> client(context).workflow("greeting").delete(), ErrorCode.TRANSACTION_FOREIGN));

            assertThat(client(context).workflow("greeting").describe()).isNotNull();
        });
    }

    @Test
    void nothingIsStoredInATransactionOnlyToRead() {
        runner.run(context -> {
            start(context, "approval");
            createSchedule(context, "daily");
            TransactionTemplate readOnly = in(context, "durableTransactions");
            readOnly.setReadOnly(true);

            readOnly.executeWithoutResult(status -> assertAllRefused(context, ErrorCode.TRANSACTION_READ_ONLY));

            assertNothingStored(context);
        });
    }

    @Test
    void transactionsThatAreNoDatabasesAreForeignToo() {
        runner.withBean("broker", BrokerTransactions.class)
                .run(context -> in(context, "broker")
                        .executeWithoutResult(status ->
                                assertRefused(() -> start(context, "approval"), ErrorCode.TRANSACTION_FOREIGN)));
    }

    @Test
    void callsMayBePutOutsideOfTheOtherTransaction() {
        runner.run(context -> {
            TransactionTemplate apart = in(context, "businessTransactions");
            apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_NOT_SUPPORTED);

            in(context, "businessTransactions").executeWithoutResult(status -> {
                apart.executeWithoutResult(suspended -> start(context, "approval"));
                status.setRollbackOnly();
            });

            assertThat(client(context).workflow("approval").describe()).isNotNull();
        });
    }

    @Test
    void callsMayBePutIntoATransactionOfTheEnginesDatabase() {
        runner.run(context -> in(context, "businessTransactions").executeWithoutResult(outer -> {
            in(context, "durableTransactions").executeWithoutResult(inner -> {
                start(context, "approval");
                inner.setRollbackOnly();
            });
            assertThatExceptionOfType(WorkflowNotFoundException.class)
                    .isThrownBy(() -> client(context).workflow("approval").describe());
        }));
    }

    @Test
    void otherTransactionsMayBeIgnored() {
        runner.withPropertyValues("durable.jdbc.foreign-transactions=ignore").run(context -> {
            in(context, "businessTransactions").executeWithoutResult(status -> {
                start(context, "approval");
                client(context)
                        .workflow(ApprovalWorkflow.class, "approval")
                        .signal(workflow -> workflow.approve("Bob"));
                status.setRollbackOnly();
            });

            assertThat(client(context).workflow("approval").result(String.class, PATIENCE))
                    .isEqualTo("approved by Bob");
        });
    }

    private static void start(ApplicationContext context, String workflowId) {
        client(context).newWorkflow(ApprovalWorkflow.class).id(workflowId).start(ApprovalWorkflow::decide);
    }

    private static void assertAllRefused(ApplicationContext context, ErrorCode code) {
        STORING_CALLS.forEach((name, call) -> assertThatExceptionOfType(DurableException.class)
                .as(name)
                .isThrownBy(() -> call.accept(context))
                .extracting(DurableException::code)
                .isEqualTo(code));
    }

    private static void assertNothingStored(ApplicationContext context) {
        assertThat(client(context).list(WorkflowFilter.ALL).workflows())
                .extracting(WorkflowSummary::workflowId)
                .containsExactly("approval");
        assertThat(schedules(context).list(ScheduleFilter.ALL).schedules())
                .extracting(ScheduleSummary::scheduleId)
                .containsExactly("daily");
        assertThat(schedules(context).schedule("daily").describe().paused()).isFalse();
    }

    private static void assertRefused(Runnable call, ErrorCode code) {
        assertThatExceptionOfType(DurableException.class)
                .isThrownBy(call::run)
                .extracting(DurableException::code)
                .isEqualTo(code);
    }

    private static WorkflowClient client(ApplicationContext context) {
        return context.getBean(WorkflowClient.class);
    }

    private static ScheduleClient schedules(ApplicationContext context) {
        return context.getBean(ScheduleClient.class);
    }

    private static void createSchedule(ApplicationContext context, String scheduleId) {
        schedules(context)
                .create(
                        scheduleId,
                        Schedule.of(
                                ScheduleSpec.cron("@daily"), schedules(context).action("ApprovalWorkflow")));
    }

    private static TransactionTemplate in(ApplicationContext context, String manager) {
        return new TransactionTemplate(context.getBean(manager, PlatformTransactionManager.class));
    }

    @Configuration(proxyBeanMethods = false)
    @AutoConfigurationPackage(basePackageClasses = GreetingWorkflow.class)
    @Import(ShopActivities.class)
    static class Application {

        @Bean
        @Primary
        DataSource business() {
            return TestDatabase.h2().open();
        }

        @Bean
        @DurableDataSource
        DataSource workflows() {
            return TestDatabase.h2().open();
        }

        @Bean
        @Primary
        JdbcTransactionManager businessTransactions(DataSource business) {
            return new JdbcTransactionManager(business);
        }

        @Bean
        JdbcTransactionManager durableTransactions(@DurableDataSource DataSource workflows) {
            return new JdbcTransactionManager(workflows);
        }
    }

    /** Transactions of something that binds nothing that we know. */
    static class BrokerTransactions extends AbstractPlatformTransactionManager {

        @Override
        protected Object doGetTransaction() {
            return Map.of();
        }

        @Override
        protected void doBegin(Object transaction, TransactionDefinition definition) {}

        @Override
        protected void doCommit(DefaultTransactionStatus status) {}

        @Override
        protected void doRollback(DefaultTransactionStatus status) {}
    }
}
