package dev.durable.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.zaxxer.hikari.HikariDataSource;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.jpa.testing.TestDatabase;
import dev.durable.store.StoreUnavailableException;
import dev.durable.store.TestRun;
import dev.durable.store.TurnWrite;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What callers see of a PostgreSQL that fails. */
class StoreFailureTests {

    private final TestRun run = TestRun.ownedBy(UUID.randomUUID());
    private TestStore testStore;

    @BeforeEach
    void open() {
        testStore = new TestStore(TestDatabase.postgres());
    }

    @AfterEach
    void close() {
        testStore.close();
    }

    @Test
    void aConnectionThatIsLostInAStatementLeavesTheOutcomeOpen() {
        testStore.store().commit(List.of(run.start()));
        loseConnections();

        assertThat(unavailable(run.append(2)).isOutcomeUnknown()).isTrue();

        assertThat(testStore.store().isCommitted(run.append(2))).isFalse();
        testStore.store().commit(List.of(run.append(2)));
    }

    @Test
    void aConnectionThatIsLostInATransactionUndoesIt() {
        testStore.store().commit(List.of(TestRun.ownedBy(run.nodeId()).start()));
        loseConnections();

        TurnWrite start = run.turn()
                .starts()
                .events(run.started())
                .parks(run.signal("cancel"))
                .write();

        assertThat(unavailable(start).isOutcomeUnknown()).isFalse();

        assertThat(testStore.store().isCommitted(start)).isFalse();
        testStore.store().commit(List.of(start));
    }

    @Test
    void readsFailTheSameWay() {
        testStore.store().commit(List.of(run.start()));
        loseConnections();

        assertThat(catchThrowableOfType(
                        StoreUnavailableException.class, () -> testStore.store().findRun(run.runId())))
                .isNotNull();
    }

    @Test
    void anExhaustedPoolMayPass() throws SQLException {
        testStore.pool().setConnectionTimeout(250);
        List<Connection> taken = new ArrayList<>();
        for (int i = 0; i < testStore.pool().getMaximumPoolSize(); i++) {
            taken.add(testStore.pool().getConnection());
        }

        assertThat(unavailable(run.start()).isOutcomeUnknown()).isFalse();

        for (Connection connection : taken) {
            connection.close();
        }
        testStore.store().commit(List.of(run.start()));
    }

    @Test
    void aReadOnlyDatabaseMayPass() {
        String database = testStore.jdbc().queryForObject("select current_database()", String.class);
        testStore.jdbc().execute("alter database " + database + " set default_transaction_read_only = on");
        testStore.pool().getHikariPoolMXBean().softEvictConnections();

        assertThat(unavailable(run.start()).isOutcomeUnknown()).isFalse();
        assertThat(unavailable(run.append(2)).isOutcomeUnknown()).isFalse();
    }

    @Test
    void aMissingTableWillNotPass() {
        testStore.jdbc().execute("drop table durable_event");

        DurableException failure = catchThrowableOfType(
                DurableException.class, () -> testStore.store().commit(List.of(run.append(2))));

        assertThat(failure.code()).isEqualTo(ErrorCode.STORE_FAILED);
        assertThat(failure).hasMessageContaining("durable_event");
    }

    private StoreUnavailableException unavailable(TurnWrite turn) {
        StoreUnavailableException failure = catchThrowableOfType(
                StoreUnavailableException.class, () -> testStore.store().commit(List.of(turn)));
        assertThat(failure).isNotNull();
        return failure;
    }

    /** The pool does not look at a connection that it has just got back. */
    private void loseConnections() {
        testStore.store().findRun(run.runId());
        HikariDataSource pool = testStore.pool();
        try (Connection other =
                DriverManager.getConnection(pool.getJdbcUrl(), pool.getUsername(), pool.getPassword())) {
            other.createStatement()
                    .execute("select pg_terminate_backend(pid) from pg_stat_activity"
                            + " where datname = current_database() and pid <> pg_backend_pid()");
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
