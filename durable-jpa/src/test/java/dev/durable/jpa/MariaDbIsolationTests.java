package dev.durable.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.jpa.testing.TestDatabase;
import dev.durable.store.TestRun;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.hibernate.SessionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What the store's own transactions see on a database that repeats reads by default. */
class MariaDbIsolationTests {

    private final TestStore testStore = new TestStore(TestDatabase.mariaDb());
    private final StoreConnections connections = new StoreConnections(
            testStore.dataSource(),
            Mockito.mock(SessionFactory.class),
            OwnIsolation.READ_COMMITTED,
            ForeignTransactions.FAIL);

    @AfterEach
    void close() {
        testStore.close();
    }

    @Test
    void theySeeWhatOthersCommitMeanwhile() {
        testStore.jdbc().execute("create table amounts (amount integer)");

        int seen = connections.inOwnTransaction(connection -> {
            count(connection);
            testStore.jdbc().execute("insert into amounts values (1)");
            return count(connection);
        });

        assertThat(seen).isEqualTo(1);
    }

    @Test
    void theConnectionIsTheApplicationsAsBefore() throws SQLException {
        testStore.pool().setMaximumPoolSize(1);
        connections.inOwnTransaction(connection -> 42);

        try (Connection connection = testStore.pool().getConnection()) {
            assertThat(connection.getTransactionIsolation()).isEqualTo(Connection.TRANSACTION_REPEATABLE_READ);
        }
    }

    @Test
    void anApplicationsTransactionSeesWhatARunHasBecomeSinceItReadFirst() {
        TestRun run = TestRun.ownedBy(UUID.randomUUID());
        JpaDurableStore store = testStore.store();
        store.commit(List.of(run.start()));
        TransactionTemplate application = new TransactionTemplate(new JdbcTransactionManager(testStore.dataSource()));

        application.executeWithoutResult(status -> {
            store.history(run.runId(), 0);
            CompletableFuture.runAsync(() -> store.commit(List.of(run.append(2))))
                    .join();

            assertThat(store.history(run.runId(), 0)).as("a repeated read").hasSize(1);
            assertThat(store.currentHistory(run.runId(), 0)).hasSize(2);
        });
    }

    private static int count(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("select count(*) from amounts");
                ResultSet result = statement.executeQuery()) {
            result.next();
            return result.getInt(1);
        }
    }
}
