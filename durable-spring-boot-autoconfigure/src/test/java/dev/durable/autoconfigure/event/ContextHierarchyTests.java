package dev.durable.autoconfigure.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.durable.autoconfigure.DurableAutoConfiguration;
import dev.durable.autoconfigure.apps.news.ArticleWorkflow;
import dev.durable.autoconfigure.apps.news.Retracted;
import dev.durable.client.WorkflowClient;
import dev.durable.engine.DurableEngine;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** An application of two contexts, both of them auto-configured. */
class ContextHierarchyTests {

    private static final AutoConfigurations ALL = AutoConfigurations.of(
            DataSourceAutoConfiguration.class,
            DataSourceTransactionManagerAutoConfiguration.class,
            TransactionAutoConfiguration.class,
            DurableAutoConfiguration.class);

    @Test
    void eventOfAChildContextCountsOnce() {
        new ApplicationContextRunner()
                .withConfiguration(ALL)
                .withUserConfiguration(WorkflowEventTests.News.class)
                .withPropertyValues("spring.datasource.url=jdbc:h2:mem:" + UUID.randomUUID())
                .run(parent -> new ApplicationContextRunner()
                        .withParent(parent)
                        .withConfiguration(ALL)
                        .withUserConfiguration(Web.class)
                        .withPropertyValues("spring.datasource.url=jdbc:h2:mem:" + UUID.randomUUID())
                        .run(child -> {
                            assertThat(child.getBean(DurableEngine.class))
                                    .isSameAs(parent.getBean(DurableEngine.class));

                            // a second start under the id would be refused
                            assertThatCode(() -> child.publishEvent(new Retracted(this, "7")))
                                    .doesNotThrowAnyException();
                            assertThat(parent.getBean(WorkflowClient.class)
                                            .workflow("retraction-7")
                                            .describe()
                                            .summary()
                                            .workflowType())
                                    .isEqualTo("ArticleWorkflow");
                        }));
    }

    @Test
    void whatIsToldAfterTheCommitOfAParentsTransactionManagerIsStored() {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        DataSourceAutoConfiguration.class,
                        DataSourceTransactionManagerAutoConfiguration.class,
                        TransactionAutoConfiguration.class))
                .withPropertyValues(withoutAutoCommit())
                .run(parent -> new ApplicationContextRunner()
                        .withParent(parent)
                        .withConfiguration(AutoConfigurations.of(DurableAutoConfiguration.class))
                        .withUserConfiguration(WorkflowEventTests.News.class)
                        .run(child -> retractAfterCommit(
                                child.getBean(WorkflowClient.class),
                                parent.getBean(PlatformTransactionManager.class))));
    }

    @Test
    void whatIsToldAfterTheCommitOfAChildsTransactionManagerIsStored() {
        new ApplicationContextRunner()
                .withConfiguration(ALL)
                .withUserConfiguration(WorkflowEventTests.News.class)
                .withPropertyValues(withoutAutoCommit())
                .run(parent -> new ApplicationContextRunner()
                        .withParent(parent)
                        .withConfiguration(AutoConfigurations.of(DurableAutoConfiguration.class))
                        .withBean(
                                "childs",
                                DataSourceTransactionManager.class,
                                () -> new DataSourceTransactionManager(parent.getBean(DataSource.class)))
                        .run(child -> retractAfterCommit(
                                parent.getBean(WorkflowClient.class),
                                child.getBean("childs", PlatformTransactionManager.class))));
    }

    /** A database of its own, where what nobody commits is lost. */
    private static String[] withoutAutoCommit() {
        return new String[] {
            "spring.datasource.url=jdbc:h2:mem:" + UUID.randomUUID(), "spring.datasource.hikari.auto-commit=false"
        };
    }

    private static void retractAfterCommit(WorkflowClient client, PlatformTransactionManager manager) {
        new TransactionTemplate(manager)
                .executeWithoutResult(transaction ->
                        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                            @Override
                            public void afterCommit() {
                                client.newWorkflow("ArticleWorkflow")
                                        .id("retraction-7")
                                        .start("7", "example");
                            }
                        }));

        assertThat(client.workflow("retraction-7").describe().summary().workflowType())
                .isEqualTo("ArticleWorkflow");
    }

    @Configuration(proxyBeanMethods = false)
    @AutoConfigurationPackage(basePackageClasses = ArticleWorkflow.class)
    static class Web {}
}
