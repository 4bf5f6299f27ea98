package dev.durable.jpa;

import dev.durable.store.StoreConflictException;
import dev.durable.store.StoreConflictException.Kind;
import dev.durable.store.StoredMessage;
import dev.durable.store.StoredRun;
import java.util.UUID;
import org.hibernate.StatelessSession;

/** Stores messages for open runs, and locks the run's row from the moment it does so until the transaction ends. */
final class MessageWriter {

    private final RowCodec codec;
    private final String announce;
    private final String announceToOwner;

    MessageWriter(RowCodec codec, DatabaseClock clock) {
        this.codec = codec;
        this.announce = "update Run r set r.pending = r.pending + 1, r.wakeAt = " + clock.now()
                + " where r.runId = :run and r.openKey is not null";
        this.announceToOwner = announce + " and r.owner = :node";
    }

    /** The run, which must be open. */
    StoredRun findOpen(StatelessSession session, UUID runId) {
        RunRow run = session.get(RunRow.class, runId);
        if (run == null || run.openKey == null) {
            throw notOpen(runId);
        }
        return run.toStoredRun();
    }

    /** Stores the message; the run may have closed since it was found. */
    void write(StatelessSession session, UUID runId, StoredMessage message) {
        int announced =
                session.createMutationQuery(announce).setParameter("run", runId).executeUpdate();
        if (announced == 0) {
            throw notOpen(runId);
        }
        session.insert(codec.toRow(runId, message, false));
    }

    /** Stores the message for a run that the node owns. */
    void writeToOwn(StatelessSession session, UUID runId, UUID nodeId, StoredMessage message) {
        int announced = session.createMutationQuery(announceToOwner)
                .setParameter("run", runId)
                .setParameter("node", nodeId)
                .executeUpdate();
        if (announced == 0) {
            throw new StoreConflictException(
                    Kind.OWNERSHIP_LOST, "Run " + runId + " is not open or not of node " + nodeId + ".", null);
        }
        session.insert(codec.toRow(runId, message, false));
    }

    private static StoreConflictException notOpen(UUID runId) {
        return new StoreConflictException(Kind.RUN_NOT_OPEN, "There is no open run " + runId + ".", null);
    }
}
