package dev.durable.jpa;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.PriorityOrdered;
import org.springframework.jdbc.datasource.ConnectionHolder;
import org.springframework.jdbc.datasource.JdbcTransactionObjectSupport;
import org.springframework.transaction.ConfigurableTransactionManager;
import org.springframework.transaction.TransactionExecution;
import org.springframework.transaction.TransactionExecutionListener;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Notes that a transaction is over while Spring still says that the thread is in it: from the commit until the last {@code afterCompletion} it counts as
 * active, and its connection is bound, but nothing commits what is written on that. Nothing that Spring shows tells {@code afterCommit} from the time
 * before, so each transaction gets a synchronization that is called before those of the application. Going by the listener's own {@code beforeCommit}
 * would be too early: persistence contexts flush after that, and what their listeners do is part of the transaction.
 *
 * <p>It is the connection that is noted: a transaction that is begun in {@code afterCommit} has another one, and a {@code @Transactional} method that is
 * called there, or in {@code afterCompletion}, has the same, because Spring lets it take part in the transaction that is over. Thread-safe.
 */
public final class TransactionEnds implements TransactionExecutionListener {

    private TransactionEnds() {}

    /** Has the ends of a manager's transactions noted. As its first listener: then none that throws keeps a note from being removed. */
    public static void noteThoseOf(ConfigurableTransactionManager transactions) {
        List<TransactionExecutionListener> listeners = new ArrayList<>(transactions.getTransactionExecutionListeners());
        if (listeners.stream().noneMatch(TransactionEnds.class::isInstance)) {
            listeners.add(0, new TransactionEnds());
            transactions.setTransactionExecutionListeners(listeners);
        }
    }

    /** Whether the connection is that of a transaction which is over. */
    static boolean isOver(ConnectionHolder connection) {
        return TransactionSynchronizationManager.hasResource(connection);
    }

    /**
     * Whether the transaction that Spring says the thread is in is over, whatever it is a transaction of.
     *
     * @param connection the connection of the store's {@code DataSource} that is bound to the thread
     */
    static boolean isThreadsOver(@Nullable ConnectionHolder connection) {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            return true; // Spring takes the synchronizations away before it calls their afterCompletion
        }
        Optional<End> end = TransactionSynchronizationManager.getSynchronizations().stream()
                .filter(End.class::isInstance)
                .map(End.class::cast)
                .findFirst();
        return end.isPresent() ? end.get().over : connection != null && isOver(connection);
    }

    /** Who has no synchronizations of its own is not called back when it ends. */
    @Override
    public void afterBegin(TransactionExecution transaction, @Nullable Throwable failure) {
        if (failure == null
                && transaction instanceof DefaultTransactionStatus status
                && status.isNewTransaction()
                && status.isNewSynchronization()) {
            TransactionSynchronizationManager.registerSynchronization(new End(connectionOf(status)));
        }
    }

    @Override
    public void afterCommit(TransactionExecution transaction, @Nullable Throwable failure) {
        forget(transaction);
    }

    @Override
    public void afterRollback(TransactionExecution transaction, @Nullable Throwable failure) {
        forget(transaction);
    }

    private static void forget(TransactionExecution transaction) {
        if (transaction instanceof DefaultTransactionStatus status && status.isNewTransaction()) {
            ConnectionHolder connection = connectionOf(status);
            if (connection != null) {
                TransactionSynchronizationManager.unbindResourceIfPossible(connection);
            }
        }
    }

    private static @Nullable ConnectionHolder connectionOf(DefaultTransactionStatus status) {
        return status.getTransaction() instanceof JdbcTransactionObjectSupport jdbc && jdbc.hasConnectionHolder()
                ? jdbc.getConnectionHolder()
                : null;
    }

    /** Called before all others of the transaction. Confined to its thread. */
    private static final class End implements TransactionSynchronization, PriorityOrdered {

        private final @Nullable ConnectionHolder connection;
        private boolean over;

        End(@Nullable ConnectionHolder connection) {
            this.connection = connection;
        }

        @Override
        public int getOrder() {
            return HIGHEST_PRECEDENCE;
        }

        @Override
        public void afterCommit() {
            note();
        }

        @Override
        public void afterCompletion(int status) {
            note();
        }

        private void note() {
            if (!over && connection != null) {
                TransactionSynchronizationManager.bindResource(connection, this);
            }
            over = true;
        }
    }
}
