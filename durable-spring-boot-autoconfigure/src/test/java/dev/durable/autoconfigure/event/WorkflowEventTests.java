package dev.durable.autoconfigure.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.tuple;

import dev.durable.autoconfigure.DurableAutoConfiguration;
import dev.durable.autoconfigure.apps.news.ArticleWorkflow;
import dev.durable.autoconfigure.apps.news.Published;
import dev.durable.autoconfigure.apps.news.Retracted;
import dev.durable.client.WorkflowClient;
import dev.durable.client.WorkflowFilter;
import dev.durable.client.WorkflowNotFoundException;
import dev.durable.client.WorkflowSummary;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Application events in whole applications. */
class WorkflowEventTests {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    DataSourceAutoConfiguration.class,
                    DataSourceTransactionManagerAutoConfiguration.class,
                    TransactionAutoConfiguration.class,
                    DurableAutoConfiguration.class))
            .withUserConfiguration(News.class)
            .withPropertyValues("spring.datasource.url=jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");

    private final ApplicationContextRunner withoutWorker = runner.withPropertyValues("durable.worker.enabled=false");

    @Test
    void whatIsCommittedIsExecutedByTheInstanceThatComesNext() {
        withoutWorker.run(context -> {
            inTransaction(context, () -> context.publishEvent(new Retracted(this, "7")));
            inTransaction(
                    context,
                    () -> client(context)
                            .workflow(ArticleWorkflow.class, "retraction-7")
                            .signal(ArticleWorkflow::done));
        });

        runner.run(
                context -> assertThat(client(context).workflow("retraction-7").result(String.class, PATIENCE))
                        .isEqualTo("7 on example"));
    }

    @Test
    void anInstanceThatDiesBeforeTheCommitLeavesNothing() {
        withoutWorker.run(context -> assertThatIllegalStateException()
                .isThrownBy(() -> inTransaction(context, () -> {
                    context.publishEvent(new Retracted(this, "7"));
                    throw new IllegalStateException("before the commit");
                })));

        withoutWorker.run(context -> assertThatExceptionOfType(WorkflowNotFoundException.class)
                .isThrownBy(() -> client(context).workflow("retraction-7").describe()));
    }

    @Test
    void allThatListenGetTheEventInOneTransaction() {
        withoutWorker.run(context -> {
            inTransaction(context, () -> context.publishEvent(new Retracted(this, "7")));

            assertThat(client(context).list(WorkflowFilter.ALL).workflows())
                    .extracting(WorkflowSummary::workflowType, WorkflowSummary::workflowId)
                    .containsExactlyInAnyOrder(
                            tuple("ArticleWorkflow", "retraction-7"), tuple("ArchiveWorkflow", "archive-7"));
        });
    }

    @Test
    void oneOfSeveralThatFailsRollsAllBack() {
        withoutWorker.run(context -> {
            client(context).newWorkflow("ArticleWorkflow").id("retraction-7").start("7", "elsewhere");

            assertThatExceptionOfType(DurableException.class)
                    .isThrownBy(() -> inTransaction(context, () -> context.publishEvent(new Retracted(this, "7"))))
                    .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.WORKFLOW_ALREADY_STARTED));

            assertThat(client(context).list(WorkflowFilter.ALL).workflows()).hasSize(1);
        });
    }

    @Test
    void oneMethodMayListenToSeveralKindsOfEvents() {
        withoutWorker.run(context -> {
            context.publishEvent("article:42");
            context.publishEvent("picture:43");

            assertThat(client(context).list(WorkflowFilter.ALL).workflows())
                    .extracting(WorkflowSummary::workflowId)
                    .containsExactly("42");
        });
    }

    @Test
    void genericEventsAreToldApart() {
        withoutWorker.run(context -> {
            context.publishEvent(new Published<>("1", "text"));
            context.publishEvent(new Published<>("2", 42));

            assertThat(client(context).list(WorkflowFilter.ALL).workflows())
                    .extracting(WorkflowSummary::workflowId)
                    .containsExactly("index-1");
        });
    }

    @Test
    void workflowsListenInApplicationsThatInitializeLazily() {
        withoutWorker
                .withInitializer(context ->
                        context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
                .run(context -> {
                    context.publishEvent("article:42");

                    assertThat(client(context).workflow("42").describe()).isNotNull();
                });
    }

    @Test
    void theAnnotationOnABeanFailsTheStart() {
        withoutWorker
                .withBean(Editor.class)
                .run(context -> assertThat(NestedExceptionUtils.getMostSpecificCause(context.getStartupFailure()))
                        .isInstanceOfSatisfying(DurableException.class, e -> {
                            assertThat(e.code()).isEqualTo(ErrorCode.EVENT_LISTENER_ILLEGAL);
                            assertThat(e).hasMessageContaining("Editor.on").hasMessageContaining("@EventListener");
                        }));
    }

    private static void inTransaction(ApplicationContext context, Runnable work) {
        new TransactionTemplate(context.getBean(PlatformTransactionManager.class))
                .executeWithoutResult(status -> work.run());
    }

    private static WorkflowClient client(ApplicationContext context) {
        return context.getBean(WorkflowClient.class);
    }

    @Configuration(proxyBeanMethods = false)
    @AutoConfigurationPackage(basePackageClasses = ArticleWorkflow.class)
    static class News {

        @Bean
        String siteName() {
            return "example";
        }
    }

    static class Editor {

        @WorkflowEventListener(id = "#{id}")
        public void on(Published<String> event) {}
    }
}
