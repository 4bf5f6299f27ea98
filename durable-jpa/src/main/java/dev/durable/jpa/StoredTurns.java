package dev.durable.jpa;

import dev.durable.history.InboundEvent;
import dev.durable.store.CommitResult;
import dev.durable.store.StoreTransaction;
import dev.durable.store.StoredMessage;
import dev.durable.store.StoredRun;
import dev.durable.store.TurnStore;
import dev.durable.store.TurnWrite;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Commits turns, and takes what others write for runs: in transactions of its own, or in that of the caller. Thread-safe. */
final class StoredTurns implements TurnStore {

    private final StoreConnections connections;
    private final TurnWriter turns;
    private final CommittedTurns committedTurns;
    private final MessageWriter messages;
    private final MessageInbox inbox;
    private final ClaimedActivities claimedActivities;

    StoredTurns(
            StoreConnections connections,
            TurnWriter turns,
            CommittedTurns committedTurns,
            MessageWriter messages,
            ClaimedActivities claimedActivities) {
        this.connections = connections;
        this.turns = turns;
        this.committedTurns = committedTurns;
        this.messages = messages;
        this.inbox = new MessageInbox(connections, messages);
        this.claimedActivities = claimedActivities;
    }

    @Override
    public CommitResult commit(List<TurnWrite> batch) {
        return turns.commit(connections, batch);
    }

    @Override
    public boolean isCommitted(TurnWrite turn) {
        return connections.readCommitted(session -> committedTurns.contains(session, turn));
    }

    @Override
    public Optional<StoreTransaction> currentTransaction() {
        if (connections.inCallersTransaction()) {
            return Optional.of(new JoinedTransaction(connections, turns, messages, claimedActivities));
        }
        connections.requireNoForeignTransaction();
        return Optional.empty();
    }

    @Override
    public StoredRun addMessage(UUID runId, UUID messageId, InboundEvent message) {
        return inbox.add(runId, new StoredMessage(messageId, message));
    }
}
