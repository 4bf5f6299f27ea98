package dev.durable.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.durable.store.BusinessTransactions.End;
import java.time.Duration;
import java.util.UUID;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.UnexpectedRollbackException;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** How transactions end that somebody marks as rollback-only at the last moment. What is said of the end must be what has happened. */
class SpringTransactionsTests {

    private final JdbcDataSource dataSource = new JdbcDataSource();
    private JdbcTemplate jdbc;
    private TransactionTemplate taking;
    private SpringTransactions transactions;

    @BeforeEach
    void open() {
        dataSource.setUrl("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        jdbc = new JdbcTemplate(dataSource);
        jdbc.execute("create table entry (id varchar(100) primary key)");
        JdbcTransactionManager manager = new JdbcTransactionManager(dataSource);
        taking = new TransactionTemplate(manager);
        transactions = new SpringTransactions(() -> manager);
    }

    @AfterEach
    void close() {
        jdbc.execute("shutdown");
    }

    @Test
    void whatIsMarkedBeforeTheLastWordRollsBackWithoutIt() {
        End end = execute(new TransactionSynchronization() {
            @Override
            public void beforeCommit(boolean readOnly) {
                mark();
            }
        });

        assertThat(end).isEqualTo(End.MARKED_ROLLBACK_ONLY);
        assertThat(entries()).isZero();
    }

    @Test
    void whatIsMarkedAfterTheLastWordIsInDoubtUntilItIsLookedUp() {
        assertThatExceptionOfType(UnexpectedRollbackException.class)
                .isThrownBy(() -> execute(new TransactionSynchronization() {
                    @Override
                    public void beforeCompletion() {
                        mark();
                    }
                }));

        // this manager commits then, whatever its exception says
        assertThat(entries()).isEqualTo(2);
    }

    @Test
    void whatItsOwnCodeMarksRollsBack() {
        End end = transactions.execute(
                "test",
                Duration.ofSeconds(30),
                () -> {
                    insert("work");
                    mark();
                    return true;
                },
                () -> insert("result"));

        assertThat(end).isEqualTo(End.MARKED_ROLLBACK_ONLY);
        assertThat(entries()).isZero();
    }

    private End execute(TransactionSynchronization ofApplication) {
        return transactions.execute(
                "test",
                Duration.ofSeconds(30),
                () -> {
                    insert("work");
                    TransactionSynchronizationManager.registerSynchronization(ofApplication);
                    return true;
                },
                () -> insert("result"));
    }

    /** As a method does that takes part in the transaction and fails, if its caller goes on. */
    private void mark() {
        taking.executeWithoutResult(TransactionStatus::setRollbackOnly);
    }

    private void insert(String id) {
        jdbc.update("insert into entry (id) values (?)", id);
    }

    private int entries() {
        Integer count = jdbc.queryForObject("select count(*) from entry", Integer.class);
        return count == null ? 0 : count;
    }
}
