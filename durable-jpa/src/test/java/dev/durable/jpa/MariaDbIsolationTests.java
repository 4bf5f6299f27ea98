package dev.durable.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.jpa.testing.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.hibernate.SessionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;

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

    private static int count(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("select count(*) from amounts");
                ResultSet result = statement.executeQuery()) {
            result.next();
            return result.getInt(1);
        }
    }
}
