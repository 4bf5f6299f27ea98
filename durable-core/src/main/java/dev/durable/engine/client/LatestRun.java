package dev.durable.engine.client;

import dev.durable.client.WorkflowNotFoundException;
import dev.durable.store.StoredRun;
import java.util.Optional;
import java.util.UUID;

/** The open run of a workflow id, or the latest if none is open. */
record LatestRun(String workflowId, ClientServices services) implements RunAddress {

    @Override
    public Optional<UUID> here() {
        return services.node().runs().flatMap(runs -> runs.here().runIdOf(workflowId));
    }

    @Override
    public StoredRun find() {
        return services.store().findRun(workflowId).orElseThrow(() -> new WorkflowNotFoundException(workflowId));
    }

    @Override
    public boolean followsRuns() {
        return true;
    }
}
