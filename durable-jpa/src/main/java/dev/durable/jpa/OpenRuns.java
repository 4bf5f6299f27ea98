package dev.durable.jpa;

import dev.durable.store.NewRun;
import dev.durable.store.OutgoingMessage.Receiver;
import dev.durable.store.TurnWrite;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which runs are open for a transaction: those that it has locked or begun, as far as it has not closed them. Confined to the
 * transaction.
 */
final class OpenRuns {

    private final Map<UUID, String> workflowIds = new HashMap<>();
    private final Map<String, UUID> runIds = new HashMap<>();
    private final Map<UUID, UUID> parents = new HashMap<>();

    void add(LockedRun run) {
        if (run.open()) {
            open(run.runId(), run.workflowId());
        }
        noteParent(run.runId(), run.parentRunId());
    }

    /** Takes note of what a turn has done to its run. */
    void add(TurnWrite turn) {
        NewRun newRun = turn.newRun();
        if (newRun != null) {
            open(turn.runId(), newRun.workflowId());
            noteParent(turn.runId(), newRun.parentRunId());
        }
        if (turn.closing() != null) {
            String workflowId = workflowIds.remove(turn.runId());
            runIds.remove(workflowId, turn.runId());
        }
    }

    /** The open run that gets a message, or null if there is none. */
    @Nullable
    UUID find(UUID sender, Receiver receiver) {
        if (receiver instanceof Receiver.OpenRun openRun) {
            return runIds.get(openRun.workflowId());
        }
        UUID runId = receiver instanceof Receiver.Run run ? run.runId() : parents.get(sender);
        return workflowIds.containsKey(runId) ? runId : null;
    }

    private void open(UUID runId, String workflowId) {
        workflowIds.put(runId, workflowId);
        runIds.put(workflowId, runId);
    }

    private void noteParent(UUID runId, @Nullable UUID parentRunId) {
        if (parentRunId != null) {
            parents.put(runId, parentRunId);
        }
    }
}
