package dev.durable.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.Mockito.mock;

import dev.durable.autoconfigure.apps.reports.NightlyReportWorkflow;
import dev.durable.autoconfigure.apps.wrongreports.RegionalReportWorkflow;
import dev.durable.client.WorkflowClient;
import dev.durable.client.WorkflowFilter;
import dev.durable.client.WorkflowSummary;
import dev.durable.failure.ErrorCode;
import dev.durable.schedule.ScheduleClient;
import dev.durable.schedule.ScheduleDescription;
import dev.durable.schedule.ScheduleHandle;
import dev.durable.schedule.ScheduleSpec;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

/** Schedules in an application. */
class WorkflowScheduleTests {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    DataSourceAutoConfiguration.class,
                    DataSourceTransactionManagerAutoConfiguration.class,
                    DurableAutoConfiguration.class))
            .withPropertyValues("spring.datasource.url=jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");

    @Test
    void theClientIsABean() {
        runner.run(context -> assertThat(context).hasSingleBean(ScheduleClient.class));
        runner.withBean("mine", ScheduleClient.class, () -> mock(ScheduleClient.class))
                .run(context ->
                        assertThat(context).getBeanNames(ScheduleClient.class).containsExactly("mine"));
    }

    @Test
    void aDeclaredScheduleIsThereWhenTheApplicationHasStarted() {
        reports().run(context -> {
            ScheduleHandle schedule = context.getBean(ScheduleClient.class).schedule("nightly-report");
            WorkflowClient client = context.getBean(WorkflowClient.class);

            assertThat(schedule.describe().schedule().spec())
                    .isEqualTo(ScheduleSpec.cron("0 3 * * *").withZone(BERLIN));
            schedule.trigger();
            await().atMost(Duration.ofSeconds(20)).until(() -> !runs(client).isEmpty());
            String workflowId = runs(client).get(0).workflowId();
            assertThat(workflowId).startsWith("nightly-report-");
            assertThat(client.workflow(workflowId).result(String.class, Duration.ofSeconds(20)))
                    .isEqualTo(workflowId.replace("nightly-report-", "nightly-report at "));
        });
    }

    @Test
    void theConfigurationGoesBeforeTheAnnotationAndARestartChangesTheSchedule() {
        reports().run(context -> assertThat(context).hasNotFailed());

        reports()
                .withPropertyValues(
                        "durable.schedules.nightly-report.cron=30 4 * * MON-FRI",
                        "durable.schedules.nightly-report.zone=UTC",
                        "durable.schedules.nightly-report.paused=true")
                .run(context -> {
                    ScheduleDescription schedule = context.getBean(ScheduleClient.class)
                            .schedule("nightly-report")
                            .describe();
                    assertThat(schedule.schedule().spec())
                            .isEqualTo(ScheduleSpec.cron("30 4 * * MON-FRI").withZone(ZoneId.of("UTC")));
                    assertThat(schedule.paused()).isTrue();
                });
    }

    @Test
    void aWrongCronExpressionFailsTheStart() {
        reports()
                .withPropertyValues("durable.schedules.nightly-report.cron=0 3 * *")
                .run(context -> assertThat(DurableAutoConfigurationTests.error(context.getStartupFailure()))
                        .isEqualTo(ErrorCode.SCHEDULE_ILLEGAL));
    }

    @Test
    void anUnknownZoneFailsTheStart() {
        reports()
                .withPropertyValues("durable.schedules.nightly-report.zone=Europe/Berlim")
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasStackTraceContaining("durable.schedules.nightly-report.zone"));
    }

    @Test
    void optionsForAnUnknownScheduleFailTheStart() {
        reports()
                .withPropertyValues("durable.schedules.nightly.cron=@daily")
                .run(context -> assertThat(DurableAutoConfigurationTests.error(context.getStartupFailure()))
                        .isEqualTo(ErrorCode.OPTION_ILLEGAL));
    }

    @Test
    void aWorkflowThatWantsArgumentsFailsTheStart() {
        runner.withUserConfiguration(WrongReports.class)
                .run(context -> assertThat(DurableAutoConfigurationTests.error(context.getStartupFailure()))
                        .isEqualTo(ErrorCode.SCHEDULED_METHOD_ILLEGAL));
    }

    private ApplicationContextRunner reports() {
        return runner.withUserConfiguration(Reports.class);
    }

    private static List<WorkflowSummary> runs(WorkflowClient client) {
        return client.list(WorkflowFilter.ALL).workflows();
    }

    @Configuration(proxyBeanMethods = false)
    @AutoConfigurationPackage(basePackageClasses = NightlyReportWorkflow.class)
    static class Reports {}

    @Configuration(proxyBeanMethods = false)
    @AutoConfigurationPackage(basePackageClasses = RegionalReportWorkflow.class)
    static class WrongReports {}
}
