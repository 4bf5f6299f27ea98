package dev.durable.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.jpa.testing.TestDatabase;
import dev.durable.store.StoreTransaction.Outcome;
import dev.durable.store.StoredMessage;
import dev.durable.store.StoredRun;
import dev.durable.store.TestRun;
import jakarta.persistence.EntityManagerFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.hibernate.SessionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The store in transactions of the application, whichever transaction manager has begun them. */
class CallersTransactionTests {

    private static TestStore testStore;
    private static EntityManagerFactory applicationUnit;

    private final TestRun run = TestRun.ownedBy(UUID.randomUUID());

    @BeforeAll
    static void open() {
        testStore = new TestStore(TestDatabase.postgres());
        applicationUnit = Transactions.applicationUnit(testStore.dataSource());
        testStore.jdbc().execute("create table app_order (id varchar(100) primary key)");
    }

    @AfterAll
    static void close() {
        applicationUnit.close();
        testStore.close();
    }

    static Stream<Named<PlatformTransactionManager>> transactionManagers() {
        DataSource dataSource = testStore.dataSource();
        return Stream.of(
                Named.of("JDBC", new JdbcTransactionManager(dataSource)),
                Named.of("JPA", new JpaTransactionManager(applicationUnit)));
    }

    @BeforeEach
    void clear() {
        testStore.clear();
        testStore.jdbc().update("delete from app_order");
    }

    @ParameterizedTest
    @MethodSource("transactionManagers")
    void writesCommitTogetherWithTheBusinessRows(PlatformTransactionManager manager) {
        new TransactionTemplate(manager).executeWithoutResult(status -> orderAndStart());

        assertThat(orders()).isEqualTo(1);
        assertThat(store().findRun(run.runId())).isPresent();
        assertThat(store().messages(run.runId())).hasSize(1);
        assertThat(testStore.pool().getHikariPoolMXBean().getActiveConnections())
                .isZero();
    }

    @ParameterizedTest
    @MethodSource("transactionManagers")
    void writesRollBackTogetherWithTheBusinessRows(PlatformTransactionManager manager) {
        new TransactionTemplate(manager).executeWithoutResult(status -> {
            orderAndStart();
            status.setRollbackOnly();
        });

        assertThat(orders()).isZero();
        assertThat(store().findRun(run.runId())).isEmpty();
        assertThat(store().messages(run.runId())).isEmpty();
        assertThat(testStore.pool().getHikariPoolMXBean().getActiveConnections())
                .isZero();
    }

    @ParameterizedTest
    @MethodSource("transactionManagers")
    void anInnerTransactionHasAnOutcomeOfItsOwn(PlatformTransactionManager manager) {
        TestRun inner = TestRun.ownedBy(run.nodeId());
        StoredMessage toInner = inner.signal("hurry");
        TransactionTemplate requiresNew = new TransactionTemplate(manager);
        requiresNew.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        List<Outcome> outcomes = new ArrayList<>();

        new TransactionTemplate(manager).executeWithoutResult(outer -> {
            orderAndStart();
            store().currentTransaction().orElseThrow().afterCompletion(outcomes::add);
            requiresNew.executeWithoutResult(status -> {
                store().currentTransaction().orElseThrow().write(inner.start());
                store().currentTransaction().orElseThrow().afterCompletion(outcomes::add);
                store().addMessage(inner.runId(), toInner.messageId(), toInner.event());
            });
            assertThat(store().messages(inner.runId())).containsExactly(toInner);
            outer.setRollbackOnly();
        });

        assertThat(outcomes).containsExactly(Outcome.COMMITTED, Outcome.ROLLED_BACK);
        assertThat(store().findRun(inner.runId())).isPresent();
        assertThat(store().findRun(run.runId())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("transactionManagers")
    void aReadOnlyTransactionReadsButRefusesToWrite(PlatformTransactionManager manager) {
        store().commit(List.of(run.start()));
        StoredMessage message = run.signal("cancel");
        TransactionTemplate readOnly = new TransactionTemplate(manager);
        readOnly.setReadOnly(true);

        readOnly.executeWithoutResult(status -> {
            assertThat(store().findRun(run.runId())).isPresent();
            assertRefused(() -> store().currentTransaction().orElseThrow().write(run.append(2)));
            assertRefused(() -> store().addMessage(run.runId(), message.messageId(), message.event()));
        });
    }

    @Test
    void whatIsRolledBackToASavepointIsNotSent() {
        store().commit(List.of(run.start()));
        StoredMessage kept = run.signal("cancel");
        StoredMessage undone = run.signal("hurry");
        TransactionTemplate nested = new TransactionTemplate(new JdbcTransactionManager(testStore.dataSource()));
        nested.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);

        nested.executeWithoutResult(outer -> {
            store().addMessage(run.runId(), kept.messageId(), kept.event());
            nested.executeWithoutResult(status -> {
                store().addMessage(run.runId(), undone.messageId(), undone.event());
                status.setRollbackOnly();
            });
        });

        assertThat(store().messages(run.runId())).containsExactly(kept);
        assertThat(row().pendingMessages()).isEqualTo(1);
    }

    @Test
    void nobodyIsToldThatAStartIsCommittedWhichASavepointMayHaveUndone() {
        TransactionTemplate nested = new TransactionTemplate(new JdbcTransactionManager(testStore.dataSource()));
        nested.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
        List<Outcome> outcomes = new ArrayList<>();

        nested.executeWithoutResult(outer -> nested.executeWithoutResult(status -> {
            store().currentTransaction().orElseThrow().write(run.start());
            store().currentTransaction().orElseThrow().afterCompletion(outcomes::add);
            status.setRollbackOnly();
        }));

        assertThat(outcomes).containsExactly(Outcome.UNKNOWN);
        assertThat(store().findRun(run.runId())).isEmpty();
    }

    @Test
    void aTransactionOfAnotherDatabaseIsNotJoinedButRefused() {
        try (TestStore other = new TestStore(TestDatabase.h2())) {
            Transactions.jdbc(other.dataSource()).executeWithoutResult(status -> {
                assertThat(other.store().currentTransaction()).isPresent();
                assertThat(store().findRun(run.runId())).isEmpty();
                assertThatExceptionOfType(DurableException.class)
                        .isThrownBy(() -> store().currentTransaction())
                        .withMessageContaining("DataSource")
                        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.TRANSACTION_FOREIGN));
                store().commit(List.of(run.start()));
                StoredMessage message = run.signal("cancel");
                store().addMessage(run.runId(), message.messageId(), message.event());
                status.setRollbackOnly();
            });
        }

        assertThat(store().messages(run.runId())).hasSize(1);
    }

    /** Spring keeps the connection for the rest of the transaction, which does not commit what is written on it. */
    @Test
    void connectionThatWasUsedInATransactionOfAnotherDatabaseIsNotJoined() {
        try (TestStore other = new TestStore(TestDatabase.h2())) {
            Transactions.jdbc(other.dataSource()).executeWithoutResult(status -> {
                orders();
                assertThatExceptionOfType(DurableException.class)
                        .isThrownBy(() -> store().currentTransaction())
                        .withMessageContaining("(unnamed)")
                        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.TRANSACTION_FOREIGN));
                StoredMessage message = run.signal("cancel");
                store().commit(List.of(run.start()));
                store().addMessage(run.runId(), message.messageId(), message.event());
                assertThat(testStore.pool().getHikariPoolMXBean().getActiveConnections())
                        .isEqualTo(1);
            });
        }

        assertThat(store().messages(run.runId())).hasSize(1);
    }

    /** The inner transaction has no synchronizations of its own then: Spring calls them when the outer one completes. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aTransactionInsideOfOneOfAnotherDatabaseDecidesForItself(boolean commits) {
        store().commit(List.of(run.start()));
        StoredMessage message = run.signal("cancel");
        TestRun started = TestRun.ownedBy(run.nodeId());
        List<Outcome> outcomes = new ArrayList<>();

        try (TestStore other = new TestStore(TestDatabase.h2())) {
            Transactions.jdbc(other.dataSource()).executeWithoutResult(outer -> {
                Transactions.jdbc(testStore.dataSource()).executeWithoutResult(inner -> {
                    store().addMessage(run.runId(), message.messageId(), message.event());
                    store().currentTransaction().orElseThrow().write(started.start());
                    store().currentTransaction().orElseThrow().afterCompletion(outcomes::add);
                    if (!commits) {
                        inner.setRollbackOnly();
                    }
                });
                if (commits) {
                    outer.setRollbackOnly();
                }
            });
        }

        assertThat(store().messages(run.runId())).hasSize(commits ? 1 : 0);
        assertThat(store().findRun(started.runId()).isPresent()).isEqualTo(commits);
        assertThat(outcomes).containsExactly(Outcome.UNKNOWN);
        assertThat(testStore.pool().getHikariPoolMXBean().getActiveConnections())
                .isZero();
    }

    @Test
    void aTransactionAwareDataSourceIsSeenThrough() {
        StoreConnections connections = new StoreConnections(
                new TransactionAwareDataSourceProxy(testStore.dataSource()),
                applicationUnit.unwrap(SessionFactory.class),
                OwnIsolation.AS_CONFIGURED,
                ForeignTransactions.FAIL);

        Transactions.jdbc(testStore.dataSource())
                .executeWithoutResult(
                        status -> assertThat(connections.inCallersTransaction()).isTrue());
    }

    @Test
    void messagesAreWrittenWhenTheTransactionIsAboutToCommit() {
        store().commit(List.of(run.start()));
        StoredMessage message = run.signal("cancel");
        List<Integer> pendingSeen = new ArrayList<>();

        Transactions.jdbc(testStore.dataSource()).executeWithoutResult(status -> {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void beforeCommit(boolean readOnly) {
                    pendingSeen.add(row().pendingMessages());
                }

                @Override
                public void beforeCompletion() {
                    pendingSeen.add(row().pendingMessages());
                }
            });
            store().addMessage(run.runId(), message.messageId(), message.event());
        });

        assertThat(pendingSeen).containsExactly(0, 1);
        assertThat(row().pendingMessages()).isEqualTo(1);
    }

    @Test
    void aMessageThatComesDuringTheCommitIsNotLost() {
        store().commit(List.of(run.start()));
        StoredMessage first = run.signal("cancel");
        StoredMessage last = run.signal("hurry");

        Transactions.jdbc(testStore.dataSource())
                .executeWithoutResult(status ->
                        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                            @Override
                            public void beforeCommit(boolean readOnly) {
                                store().addMessage(run.runId(), first.messageId(), first.event());
                                store().addMessage(run.runId(), last.messageId(), last.event());
                            }
                        }));

        assertThat(store().messages(run.runId())).containsExactlyInAnyOrder(first, last);
        assertThat(row().pendingMessages()).isEqualTo(2);
    }

    private void orderAndStart() {
        new JdbcTemplate(testStore.dataSource()).update("insert into app_order (id) values (?)", run.workflowId());
        store().currentTransaction().orElseThrow().write(run.start());
        StoredMessage message = run.signal("cancel");
        store().addMessage(run.runId(), message.messageId(), message.event());
    }

    private static int orders() {
        Integer count = testStore.jdbc().queryForObject("select count(*) from app_order", Integer.class);
        return count == null ? 0 : count;
    }

    private StoredRun row() {
        return store().findRun(run.runId()).orElseThrow();
    }

    private static void assertRefused(Runnable call) {
        assertThatExceptionOfType(DurableException.class)
                .isThrownBy(call::run)
                .extracting(DurableException::code)
                .isEqualTo(ErrorCode.TRANSACTION_READ_ONLY);
    }

    private static JpaDurableStore store() {
        return testStore.store();
    }
}
