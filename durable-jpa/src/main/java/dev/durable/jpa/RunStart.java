package dev.durable.jpa;

import dev.durable.client.WorkflowStatus;
import dev.durable.store.NewRun;
import dev.durable.store.TurnWrite;
import dev.durable.workflow.WorkflowIdReusePolicy;
import java.util.UUID;

/**
 * A run to be inserted, if its workflow id may be used.
 *
 * @param row its row
 * @param idReusePolicy whether there may be a closed run of the workflow id
 */
record RunStart(RunRow row, WorkflowIdReusePolicy idReusePolicy) {

    /**
     * The run that the turn begins. A run that closes at once is inserted as an open one nevertheless: that is what finds out a
     * taken workflow id.
     */
    static RunStart of(TurnWrite turn, NewRun newRun) {
        UUID owner = turn.closing() == null ? newRun.owner() : turn.nodeId();
        WorkflowStatus status = turn.newStatus() == null ? WorkflowStatus.RUNNING : turn.newStatus();
        RunRow row = new RunRow(
                turn.runId(), newRun, owner, status, turn.parkedMessages().size());
        return new RunStart(row, newRun.idReusePolicy());
    }

    /** Whether it is a row like most: without a parent, not continuing another run, not pinned, and of a workflow id that only an open run can have taken. */
    boolean isOrdinary() {
        return row.parentRunId == null && row.firstRunId == null && row.codeVersion == null && allowsClosedRuns();
    }

    boolean allowsClosedRuns() {
        return idReusePolicy == WorkflowIdReusePolicy.ALLOW_DUPLICATE;
    }

    /** Whether any closed run of the workflow id is in the way, not only one that completed. */
    boolean rejectsClosedRuns() {
        return idReusePolicy == WorkflowIdReusePolicy.REJECT_DUPLICATE;
    }
}
