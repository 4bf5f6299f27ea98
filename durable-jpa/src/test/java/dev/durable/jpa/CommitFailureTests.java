package dev.durable.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.inOrder;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.durable.failure.DurableException;
import dev.durable.store.StoreUnavailableException;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.hibernate.SessionFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.InOrder;

/** How transactions of the store's own end on connections that misbehave. */
class CommitFailureTests {

    private final Connection connection = mock(Connection.class);
    private final DataSource dataSource = mock(DataSource.class);
    private final StoreConnections connections = new StoreConnections(
            dataSource, mock(SessionFactory.class), OwnIsolation.AS_CONFIGURED, ForeignTransactions.FAIL);

    @BeforeEach
    void connect() throws SQLException {
        when(dataSource.getConnection()).thenReturn(connection);
        when(connection.getAutoCommit()).thenReturn(true);
    }

    @Test
    void workIsCommittedAndTheConnectionSetBack() throws SQLException {
        assertThat(connections.<Integer>inOwnTransaction(c -> 42)).isEqualTo(42);

        InOrder order = inOrder(connection);
        order.verify(connection).setAutoCommit(false);
        order.verify(connection).commit();
        order.verify(connection).setAutoCommit(true);
        order.verify(connection).close();
    }

    @Test
    void theOutcomeOfACommitThatFailsIsUnknown() throws SQLException {
        doThrow(new SQLException("timeout", "08006")).when(connection).commit();

        assertThatExceptionOfType(StoreUnavailableException.class)
                .isThrownBy(() -> connections.inOwnTransaction(c -> 42))
                .matches(StoreUnavailableException::isOutcomeUnknown);
        verify(connection).close();
    }

    @Test
    void whatIsCommittedStaysSoWhenTheConnectionBreaksAfterwards() throws SQLException {
        doThrow(new SQLException("gone", "08006")).when(connection).setAutoCommit(true);
        doThrow(new SQLException("gone", "08006")).when(connection).close();

        assertThat(connections.<Integer>inOwnTransaction(c -> 42)).isEqualTo(42);
        assertThat(connections.<Integer>inOwnStatement(c -> 42)).isEqualTo(42);
    }

    @Test
    void workThatFailsIsRolledBack() throws SQLException {
        when(connection.prepareStatement(anyString())).thenThrow(new SQLException("wrong", "42601"));
        doThrow(new SQLException("gone", "08006")).when(connection).rollback();

        assertThatExceptionOfType(DurableException.class)
                .isThrownBy(() -> connections.inOwnTransaction(c -> c.prepareStatement("x")))
                .withRootCauseInstanceOf(SQLException.class);

        verify(connection, never()).commit();
        verify(connection).close();
    }

    @Test
    void aStatementOnAConnectionThatDoesNotCommitByItselfGetsATransaction() throws SQLException {
        when(connection.getAutoCommit()).thenReturn(false);

        connections.inOwnStatement(c -> 42);

        verify(connection).commit();
        verify(connection, never()).setAutoCommit(true);
    }
}
