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
    private final Map<UUID, UUID> firstRuns = new HashMap<>();

    void add(LockedRun run) {
        if (run.open()) {
            open(run.runId(), run.workflowId());
        }
        note(parents, run.runId(), run.parentRunId());
        note(firstRuns, run.runId(), run.firstRunId());
    }

    /** Takes note of what a turn has done to its run. */
    void add(TurnWrite turn) {
        NewRun newRun = turn.newRun();
        if (newRun != null) {
            open(turn.runId(), newRun.workflowId());
            note(parents, turn.runId(), newRun.parentRunId());
            note(firstRuns, turn.runId(), newRun.firstRunId());
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
        if (receiver instanceof Receiver.Chain chain) {
            UUID open = runIds.get(chain.workflowId());
            boolean fits = chain.firstRunId().equals(open)
                    || open != null && chain.firstRunId().equals(firstRuns.get(open));
            return fits ? open : null;
        }
        UUID runId = receiver instanceof Receiver.Run run ? run.runId() : parents.get(sender);
        return workflowIds.containsKey(runId) ? runId : null;
    }

    private void open(UUID runId, String workflowId) {
        workflowIds.put(runId, workflowId);
        runIds.put(workflowId, runId);
    }

    private static void note(Map<UUID, UUID> relatives, UUID runId, @Nullable UUID relative) {
        if (relative != null) {
            relatives.put(runId, relative);
        }
    }
}
