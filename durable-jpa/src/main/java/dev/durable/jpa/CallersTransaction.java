package dev.durable.jpa;

import java.util.Set;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.ConnectionHolder;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.SimpleConnectionHandle;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The Spring transaction of the calling thread, as seen by a store. Thread-safe. */
final class CallersTransaction {

    private final DataSource dataSource;
    private final JdbcTransactions jdbc;

    CallersTransaction(DataSource dataSource) {
        this.dataSource = dataSource;
        this.jdbc = new JdbcTransactions(dataSource);
    }

    /** Whether what is written on the bound connection commits and rolls back with the transaction. */
    boolean canBeJoined() {
        ConnectionHolder connection = connection();
        return TransactionSynchronizationManager.isActualTransactionActive()
                && TransactionSynchronizationManager.isSynchronizationActive()
                && connection != null
                && isTransactions(connection)
                && !TransactionEnds.isOver(connection);
    }

    /** Whether there is one that has not ended, on the store's {@code DataSource} or not. */
    boolean isOpen() {
        return TransactionSynchronizationManager.isActualTransactionActive()
                && !TransactionEnds.isThreadsOver(connection());
    }

    /** What it is called, for messages. */
    static String name() {
        String name = TransactionSynchronizationManager.getCurrentTransactionName();
        return name == null ? "(unnamed)" : name;
    }

    /** What it may be a transaction of, for messages. */
    static String boundResources() {
        Set<String> types = new TreeSet<>();
        TransactionSynchronizationManager.getResourceMap()
                .forEach((key, holder) -> types.add(key.getClass().getSimpleName()));
        return types.isEmpty() ? "nothing on this thread" : String.join(", ", types);
    }

    /**
     * Whether a transaction manager has bound the connection. In a transaction of something else Spring's JDBC access does so, too, and keeps the
     * connection to the end, but nobody commits on it. Managers of persistence units bind handles of their own.
     */
    private boolean isTransactions(ConnectionHolder connection) {
        return !(connection.getConnectionHandle() instanceof SimpleConnectionHandle) || jdbc.isBound();
    }

    private @Nullable ConnectionHolder connection() {
        return TransactionSynchronizationManager.getResource(dataSource) instanceof ConnectionHolder connection
                ? connection
                : null;
    }

    /** Begins no transaction: only Spring's own managers can tell whether a connection is that of one. */
    private static final class JdbcTransactions extends DataSourceTransactionManager {

        private static final long serialVersionUID = 1L;

        JdbcTransactions(DataSource dataSource) {
            super(dataSource);
        }

        boolean isBound() {
            return isExistingTransaction(doGetTransaction());
        }
    }
}
