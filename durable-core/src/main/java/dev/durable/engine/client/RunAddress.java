package dev.durable.engine.client;

import dev.durable.store.StoredRun;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Which run of a workflow a call concerns; looked for with each call. Thread-safe. */
interface RunAddress {

    /** A run, or the open one of the workflow id (the latest if none is open) if none is named. */
    static RunAddress of(String workflowId, @Nullable UUID runId, ClientServices services) {
        return runId == null ? new LatestRun(workflowId, services) : new ExactRun(workflowId, runId, services);
    }

    /** The business key. */
    String workflowId();

    /** The run if it may be on this node. Nothing is read for that. */
    Optional<UUID> here();

    /**
     * The run as it is stored.
     *
     * @throws dev.durable.client.WorkflowNotFoundException if there is none
     */
    StoredRun find();

    /** Whether another run may be found when the one that was found has closed. */
    boolean followsRuns();
}
