package dev.durable.jpa;

import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Function;
import javax.sql.DataSource;
import org.hibernate.SessionFactory;
import org.hibernate.StatelessSession;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.orm.jpa.EntityManagerHolder;
import org.springframework.transaction.support.ResourceHolder;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Gives work a connection: that of the caller's Spring transaction, or one of its own. A transaction is the caller's if a
 * transaction manager (JPA's or JDBC's) has bound a connection of the store's {@code DataSource} to the thread, and has not ended the transaction. Thread-safe.
 */
final class StoreConnections {

    /** Work on a connection. */
    @FunctionalInterface
    interface Work<T extends @Nullable Object> {
        T on(Connection connection) throws SQLException;
    }

    private static final Logger log = LoggerFactory.getLogger(StoreConnections.class);

    private final DataSource dataSource;
    private final CallersTransaction callers;
    private final SessionFactory sessions;
    private final OwnIsolation isolation;
    private final ForeignTransactions foreignTransactions;

    StoreConnections(
            DataSource dataSource,
            SessionFactory sessions,
            OwnIsolation isolation,
            ForeignTransactions foreignTransactions) {
        this.dataSource = target(dataSource);
        this.callers = new CallersTransaction(this.dataSource);
        this.sessions = sessions;
        this.isolation = isolation;
        this.foreignTransactions = foreignTransactions;
    }

    /** Whether the calling thread is in a transaction that can be joined. */
    boolean inCallersTransaction() {
        return callers.canBeJoined();
    }

    /**
     * Whether Spring's synchronizations are called when the caller's transaction completes. If that was begun inside of a transaction of another
     * manager, they are the other one's, and come too late. Says no where something else is bound that may be such a transaction.
     */
    boolean hasSynchronizations() {
        return TransactionSynchronizationManager.getResourceMap().entrySet().stream()
                .filter(resource -> resource.getValue() instanceof ResourceHolder)
                .allMatch(resource ->
                        resource.getKey() == dataSource || resource.getValue() instanceof EntityManagerHolder);
    }

    /**
     * Makes sure that what is stored apart from any transaction is meant to be.
     *
     * @throws DurableException {@code DUR-2099} if the calling thread is in a transaction that cannot be joined
     */
    void requireNoForeignTransaction() {
        if (foreignTransactions == ForeignTransactions.FAIL && callers.isOpen()) {
            throw new DurableException(
                    ErrorCode.TRANSACTION_FOREIGN,
                    "The transaction " + CallersTransaction.name()
                            + " is not one on the DataSource that keeps the histories, so nothing can be stored in it: it is bound to "
                            + CallersTransaction.boundResources() + ".");
        }
    }

    /** Does work that writes in the caller's transaction. */
    <T extends @Nullable Object> T writeInCallersTransaction(Work<T> work) {
        if (TransactionSynchronizationManager.isCurrentTransactionReadOnly()) {
            throw new DurableException(
                    ErrorCode.TRANSACTION_READ_ONLY,
                    "The transaction " + CallersTransaction.name() + " is read-only, so nothing can be stored in it.");
        }
        return inCallersTransaction(work);
    }

    /** Does work in a transaction of its own. */
    <T extends @Nullable Object> T inOwnTransaction(Work<T> work) {
        return withOwnConnection(connection -> transact(connection, connection.getAutoCommit(), work));
    }

    /** Does work that is one statement in a transaction of its own, in one round trip where the connection is set to that. */
    <T extends @Nullable Object> T inOwnStatement(Work<T> work) {
        return withOwnConnection(connection ->
                connection.getAutoCommit() ? callAutoCommitted(connection, work) : transact(connection, false, work));
    }

    /** Reads what the caller sees: in the caller's transaction if there is one. */
    <T extends @Nullable Object> T read(Function<StatelessSession, T> query) {
        return inCallersTransaction() ? inCallersTransaction(queryOn(query)) : readCommitted(query);
    }

    /** Reads what is committed, on a connection of its own. */
    <T extends @Nullable Object> T readCommitted(Function<StatelessSession, T> query) {
        return withOwnConnection(connection -> {
            T result = queryOn(query).on(connection);
            if (!connection.getAutoCommit()) {
                connection.commit();
            }
            return result;
        });
    }

    /** Work with a Hibernate session on the connection. */
    <T extends @Nullable Object> Work<T> queryOn(Function<StatelessSession, T> query) {
        return connection -> {
            try (StatelessSession session = sessions.openStatelessSession(connection)) {
                return query.apply(session);
            }
        };
    }

    private <T extends @Nullable Object> T inCallersTransaction(Work<T> work) {
        Connection connection = DataSourceUtils.getConnection(dataSource);
        try {
            return work.on(connection);
        } catch (SQLException | RuntimeException e) {
            throw SqlFailures.ofStatement(e);
        } finally {
            DataSourceUtils.releaseConnection(connection, dataSource);
        }
    }

    private <T extends @Nullable Object> T transact(Connection connection, boolean autoCommit, Work<T> work)
            throws SQLException {
        isolation.ofNextTransaction(connection);
        if (autoCommit) {
            connection.setAutoCommit(false);
        }
        try {
            T result = work.on(connection);
            commit(connection);
            return result;
        } catch (Throwable e) {
            rollback(connection, e);
            throw e;
        } finally {
            resetAutoCommit(connection, autoCommit);
        }
    }

    private static <T extends @Nullable Object> T callAutoCommitted(Connection connection, Work<T> work) {
        try {
            return work.on(connection);
        } catch (SQLException | RuntimeException e) {
            throw SqlFailures.ofAutoCommittedStatement(e);
        }
    }

    private <T extends @Nullable Object> T withOwnConnection(Work<T> work) {
        Connection connection = open();
        try {
            return work.on(connection);
        } catch (SQLException | RuntimeException e) {
            throw SqlFailures.ofStatement(e);
        } finally {
            close(connection);
        }
    }

    private Connection open() {
        try {
            return dataSource.getConnection();
        } catch (SQLException | RuntimeException e) {
            throw SqlFailures.ofConnecting(e);
        }
    }

    /** What was committed stays so whether or not the connection can be closed. */
    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            log.debug("A connection could not be closed", e);
        }
    }

    private static void commit(Connection connection) {
        try {
            connection.commit();
        } catch (SQLException e) {
            throw SqlFailures.ofCommit(e);
        }
    }

    private static void rollback(Connection connection, Throwable failure) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }

    /** The transaction has ended, one way or the other; a broken connection changes nothing about that. */
    private static void resetAutoCommit(Connection connection, boolean autoCommit) {
        try {
            if (autoCommit) {
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            log.debug("A connection could not be set back to auto-commit", e);
        }
    }

    /** Transaction managers bind the connections of the target, too. */
    private static DataSource target(DataSource dataSource) {
        DataSource target =
                dataSource instanceof TransactionAwareDataSourceProxy proxy ? proxy.getTargetDataSource() : null;
        return target == null ? dataSource : target;
    }
}
