package dev.durable.test.ledger;

import static dev.durable.test.WorkflowAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.when;

import dev.durable.client.WorkflowClient;
import dev.durable.client.WorkflowHandle;
import dev.durable.history.EventType;
import dev.durable.test.AutoConfigureDurableTest;
import dev.durable.test.DurableTestEngine;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.context.bean.override.mockito.MockitoSpyBean;
import org.springframework.test.jdbc.JdbcTestUtils;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.interceptor.TransactionAspectSupport;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Transactional activities of a whole application whose histories, other than its tables, are in memory. */
class LedgerInMemoryTests {

    @Nested
    @SpringBootTest(
            properties = {
                "spring.datasource.generate-unique-name=true",
                "spring.sql.init.schema-locations=classpath:ledger.sql"
            })
    @AutoConfigureDurableTest
    class InTransactionsOfTheApplication {

        @Autowired
        private WorkflowClient workflows;

        @Autowired
        private Entries entries;

        @MockitoBean
        private Auditor auditor;

        @BeforeEach
        void empty(@Autowired JdbcTemplate jdbc) {
            JdbcTestUtils.deleteFromTables(jdbc, "entry");
        }

        @Test
        void attemptsAreMadeInTransactionsOfTheEngine() {
            StringBuilder names = new StringBuilder();
            doAnswer(call -> names.append(TransactionSynchronizationManager.getCurrentTransactionName())
                            .append('\n'))
                    .when(auditor)
                    .look("rent");
            doAnswer(call -> names.append(TransactionSynchronizationManager.getCurrentTransactionName()))
                    .when(auditor)
                    .look("rent noted");

            assertThat(start()).completesWith("booked rent, noted rent noted").hasNoFailedAttempts();

            assertThat(entries.all()).containsExactly("rent", "rent noted");
            assertThat(names.toString())
                    .containsSubsequence("attempt 1 of activity Ledger.book", "attempt 1 of activity Journal.note");
        }

        @Test
        void whatAFailedAttemptHasWrittenIsRolledBack() {
            doThrow(new IllegalStateException("no")).doNothing().when(auditor).look("rent");
            doThrow(new IllegalStateException("no")).doNothing().when(auditor).look("rent noted");

            assertThat(start()).completesWith("booked rent, noted rent noted");

            assertThat(entries.all()).containsExactly("rent", "rent noted");
        }

        @Test
        void attemptWhoseTransactionIsMarkedHasFailed() {
            doAnswer(call -> {
                        TransactionAspectSupport.currentTransactionStatus().setRollbackOnly();
                        return null;
                    })
                    .doNothing()
                    .when(auditor)
                    .look("rent noted");

            assertThat(start()).completesWith("booked rent, noted rent noted");

            assertThat(entries.all()).containsExactly("rent", "rent noted");
        }

        @Test
        void whatIsStartedInAnAttemptThatFailsIsNotStarted(@Autowired DurableTestEngine engine) {
            doAnswer(call -> {
                        workflows.newWorkflow(LedgerWorkflow.class).id("inner").start(w -> w.run("inner"));
                        throw new IllegalStateException("no");
                    })
                    .doNothing()
                    .when(auditor)
                    .look("rent");

            assertThat(start()).completesWith("booked rent, noted rent noted");

            assertThat(engine.runs()).hasSize(1);
        }

        @Test
        void crashBetweenAttemptsChangesNothing(@Autowired DurableTestEngine engine) {
            engine.crashAfter(EventType.ActivityTaskCompleted);
            WorkflowHandle<String> run = start();

            assertThat(run).completesWith("booked rent, noted rent noted");

            assertThat(entries.all()).containsExactly("rent", "rent noted");
        }

        private WorkflowHandle<String> start() {
            return workflows.newWorkflow(LedgerWorkflow.class).start(w -> w.run("rent"));
        }
    }

    @Nested
    @SpringBootTest(
            properties = {
                "spring.datasource.generate-unique-name=true",
                "spring.sql.init.schema-locations=classpath:ledger.sql"
            })
    @AutoConfigureDurableTest
    class WhereACommitFails {

        @Autowired
        private WorkflowClient workflows;

        @Autowired
        private Entries entries;

        @Test
        void attemptHasFailed(@Autowired AtomicBoolean broken) {
            broken.set(true);
            WorkflowHandle<String> run =
                    workflows.newWorkflow(LedgerWorkflow.class).start(w -> w.run("rent"));

            assertThat(run).completesWith("booked rent, noted rent noted");

            assertThat(broken).isFalse();
            assertThat(entries.all()).containsExactly("rent", "rent noted");
        }

        @TestConfiguration(proxyBeanMethods = false)
        static class Broken {

            @Bean
            AtomicBoolean broken() {
                return new AtomicBoolean();
            }

            @Bean
            JdbcTransactionManager transactionManager(DataSource dataSource, AtomicBoolean broken) {
                return new JdbcTransactionManager(dataSource) {
                    @Override
                    protected void doCommit(DefaultTransactionStatus status) {
                        if (broken.getAndSet(false)) {
                            doRollback(status);
                            throw new TransactionSystemException("The database has gone away");
                        }
                        super.doCommit(status);
                    }
                };
            }
        }
    }

    @Nested
    @SpringBootTest(
            properties = {
                "spring.datasource.generate-unique-name=true",
                "spring.sql.init.schema-locations=classpath:ledger.sql"
            })
    @AutoConfigureDurableTest
    class WithMocks {

        @Autowired
        private WorkflowClient workflows;

        @MockitoBean
        private Ledger ledger;

        @MockitoSpyBean
        private Journal journal;

        @Test
        void transactionalActivitiesMayBeMocks() {
            when(ledger.book("rent")).thenReturn("mocked");

            WorkflowHandle<String> run =
                    workflows.newWorkflow(LedgerWorkflow.class).start(w -> w.run("rent"));

            assertThat(run).completesWith("mocked, noted rent noted");
        }
    }
}
