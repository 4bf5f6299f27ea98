package dev.durable.jpa;

import dev.durable.store.StoredMessage;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The messages of one transaction, which are written just before it commits, so that the rows of their runs are locked for a moment
 * only. Confined to the transaction's thread.
 */
final class MessageOutbox implements TransactionSynchronization {

    private record Entry(UUID runId, StoredMessage message) {}

    private final Object key;
    private final StoreConnections connections;
    private final MessageWriter writer;
    private final List<Entry> entries = new ArrayList<>();
    private final Map<Object, Integer> entriesBefore = new IdentityHashMap<>();
    private boolean written;

    MessageOutbox(Object key, StoreConnections connections, MessageWriter writer) {
        this.key = key;
        this.connections = connections;
        this.writer = writer;
    }

    void add(UUID runId, StoredMessage message) {
        Entry entry = new Entry(runId, message);
        if (written) {
            connections.writeInCallersTransaction(connection -> write(connection, List.of(entry)));
        } else {
            entries.add(entry);
        }
    }

    @Override
    public void savepoint(Object savepoint) {
        entriesBefore.put(savepoint, entries.size());
    }

    /** What was sent after the savepoint goes with it; a savepoint from before the outbox was made leaves nothing. */
    @Override
    public void savepointRollback(Object savepoint) {
        if (!written) {
            entries.subList(entriesBefore.getOrDefault(savepoint, 0), entries.size())
                    .clear();
        }
    }

    @Override
    public void beforeCommit(boolean readOnly) {
        connections.writeInCallersTransaction(connection -> write(connection, entries));
        written = true;
    }

    @Override
    public void suspend() {
        TransactionSynchronizationManager.unbindResource(key);
    }

    @Override
    public void resume() {
        TransactionSynchronizationManager.bindResource(key, this);
    }

    @Override
    public void beforeCompletion() {
        TransactionSynchronizationManager.unbindResourceIfPossible(key);
    }

    /** A synchronization that another one registers in its own {@code beforeCommit} is not called before the commit any more. */
    @Override
    public void afterCompletion(int status) {
        if (status == STATUS_COMMITTED && !written) {
            connections.inOwnTransaction(connection -> write(connection, entries));
        }
    }

    private int write(Connection connection, List<Entry> messages) throws SQLException {
        // In the same order everywhere, so that two transactions do not wait for each other's runs.
        List<Entry> ordered =
                messages.stream().sorted(Comparator.comparing(Entry::runId)).toList();
        return connections
                .<Integer>queryOn(session -> {
                    ordered.forEach(entry -> writer.write(session, entry.runId(), entry.message()));
                    return ordered.size();
                })
                .on(connection);
    }
}
