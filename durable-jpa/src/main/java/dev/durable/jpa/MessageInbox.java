package dev.durable.jpa;

import dev.durable.store.StoredMessage;
import dev.durable.store.StoredRun;
import java.util.UUID;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Takes messages for runs: at once, or when the caller's transaction is about to commit. Thread-safe. */
final class MessageInbox {

    private final StoreConnections connections;
    private final MessageWriter writer;

    MessageInbox(StoreConnections connections, MessageWriter writer) {
        this.connections = connections;
        this.writer = writer;
    }

    StoredRun add(UUID runId, StoredMessage message) {
        boolean joins = connections.inCallersTransaction();
        if (!joins || !connections.hasSynchronizations()) {
            StoreConnections.Work<StoredRun> work = connections.queryOn(session -> {
                StoredRun run = writer.findOpen(session, runId);
                writer.write(session, runId, message);
                return run;
            });
            return joins ? connections.writeInCallersTransaction(work) : connections.inOwnTransaction(work);
        }
        StoredRun run =
                connections.writeInCallersTransaction(connections.queryOn(session -> writer.findOpen(session, runId)));
        outbox().add(runId, message);
        return run;
    }

    private MessageOutbox outbox() {
        if (TransactionSynchronizationManager.getResource(this) instanceof MessageOutbox outbox) {
            return outbox;
        }
        MessageOutbox outbox = new MessageOutbox(this, connections, writer);
        TransactionSynchronizationManager.bindResource(this, outbox);
        TransactionSynchronizationManager.registerSynchronization(outbox);
        return outbox;
    }
}
