package dev.durable.jpa;

import dev.durable.store.BusinessTransactions;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.UnexpectedRollbackException;
import org.springframework.transaction.support.DefaultTransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Transactions of a Spring transaction manager on the store's {@code DataSource}. What is called before the commit comes after the
 * application's own synchronizations, and after the flush of its persistence context. Thread-safe.
 */
public final class SpringTransactions implements BusinessTransactions {

    private static final Logger log = LoggerFactory.getLogger(SpringTransactions.class);

    private final Supplier<? extends PlatformTransactionManager> managers;

    /**
     * Transactions of a manager.
     *
     * @param managers gives the manager, which is asked for when the first transaction begins
     */
    public SpringTransactions(Supplier<? extends PlatformTransactionManager> managers) {
        this.managers = managers;
    }

    @Override
    public End execute(String name, Duration timeout, BooleanSupplier work, Runnable beforeCommit) {
        PlatformTransactionManager manager = managers.get();
        TransactionStatus status = manager.getTransaction(definition(name, timeout));
        boolean commit;
        try {
            commit = work.getAsBoolean();
        } catch (Throwable e) {
            rollback(manager, status);
            throw e;
        }
        if (!commit || status.isRollbackOnly()) {
            rollback(manager, status);
            return commit ? End.MARKED_ROLLBACK_ONLY : End.ROLLED_BACK;
        }
        LastWord lastWord = new LastWord(status, beforeCommit);
        try {
            TransactionSynchronizationManager.registerSynchronization(lastWord);
        } catch (RuntimeException e) {
            rollback(manager, status);
            throw e;
        }
        try {
            manager.commit(status);
            return End.COMMITTED;
        } catch (MarkedException e) {
            return End.MARKED_ROLLBACK_ONLY;
        } catch (UnexpectedRollbackException e) {
            // a manager may say so of a transaction that it has committed, if that was marked too late to have an
            // effect
            if (lastWord.said) {
                throw e;
            }
            return End.MARKED_ROLLBACK_ONLY;
        }
    }

    private static TransactionDefinition definition(String name, Duration timeout) {
        DefaultTransactionDefinition definition =
                new DefaultTransactionDefinition(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        definition.setName(name);
        definition.setTimeout((int)
                Math.min(Integer.MAX_VALUE, Math.max(1, timeout.plusMillis(999).toSeconds())));
        return definition;
    }

    /** A transaction that cannot even be rolled back any more certainly does not commit: its connection is gone. */
    private static void rollback(PlatformTransactionManager manager, TransactionStatus status) {
        try {
            manager.rollback(status);
        } catch (RuntimeException e) {
            log.debug("A transaction could not be rolled back", e);
        }
    }

    /** Called after all others: what they write is to be part of the transaction before it gets its result. Confined to one thread. */
    private static final class LastWord implements TransactionSynchronization {

        private final TransactionStatus status;
        private final Runnable action;
        private boolean said;

        LastWord(TransactionStatus status, Runnable action) {
            this.status = status;
            this.action = action;
        }

        @Override
        public int getOrder() {
            return Ordered.LOWEST_PRECEDENCE;
        }

        @Override
        public void beforeCommit(boolean readOnly) {
            status.flush();
            if (status.isRollbackOnly()) {
                // not every manager heeds a mark that is set as late as this
                throw new MarkedException();
            }
            action.run();
            said = true;
        }
    }

    /** None of Spring's own, for which its managers would not roll back any more. */
    private static final class MarkedException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        MarkedException() {
            super("The transaction was marked as rollback-only while it was about to commit");
        }
    }
}
