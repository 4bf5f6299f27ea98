package dev.durable.jpa;

import dev.durable.store.ActivityClaim;
import dev.durable.store.ClaimChange;
import dev.durable.store.CommitResult;
import dev.durable.store.StoreTransaction;
import dev.durable.store.StoredMessage;
import dev.durable.store.TurnWrite;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The Spring transaction of the calling thread. */
final class JoinedTransaction implements StoreTransaction {

    private final StoreConnections connections;
    private final TurnWriter writer;
    private final MessageWriter messages;
    private final ClaimedActivities claims;

    JoinedTransaction(
            StoreConnections connections, TurnWriter writer, MessageWriter messages, ClaimedActivities claims) {
        this.connections = connections;
        this.writer = writer;
        this.messages = messages;
        this.claims = claims;
    }

    @Override
    public CommitResult write(TurnWrite turn) {
        return connections.writeInCallersTransaction(connection -> writer.write(connection, List.of(turn)));
    }

    @Override
    public void report(UUID runId, UUID nodeId, StoredMessage result) {
        connections.writeInCallersTransaction(connections.queryOn(session -> {
            messages.writeToOwn(session, runId, nodeId, result);
            return true;
        }));
    }

    @Override
    public void report(ActivityClaim claim, ClaimChange end) {
        connections.writeInCallersTransaction(connection -> claims.change(connection, claim, end));
    }

    @Override
    public void afterCompletion(Consumer<Outcome> callback) {
        boolean told = connections.hasSynchronizations();
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {

            private boolean partlyRolledBack;

            @Override
            public void savepointRollback(Object savepoint) {
                partlyRolledBack = true;
            }

            @Override
            public void afterCompletion(int status) {
                Outcome outcome = told ? outcome(status) : Outcome.UNKNOWN;
                callback.accept(partlyRolledBack && outcome == Outcome.COMMITTED ? Outcome.UNKNOWN : outcome);
            }
        });
    }

    private static Outcome outcome(int status) {
        return switch (status) {
            case TransactionSynchronization.STATUS_COMMITTED -> Outcome.COMMITTED;
            case TransactionSynchronization.STATUS_ROLLED_BACK -> Outcome.ROLLED_BACK;
            default -> Outcome.UNKNOWN;
        };
    }
}
