package dev.durable.engine.client;

import dev.durable.client.WorkflowNotFoundException;
import dev.durable.store.StoredRun;
import java.util.Optional;
import java.util.UUID;

/** One run, whatever other runs its workflow id has. */
record ExactRun(String workflowId, UUID runId, ClientServices services) implements RunAddress {

    @Override
    public Optional<UUID> here() {
        return services.node()
                .runs()
                .flatMap(runs -> runs.here().runIdOf(workflowId))
                .filter(runId::equals);
    }

    @Override
    public StoredRun find() {
        return services.store()
                .findRun(runId)
                .filter(run -> run.workflowId().equals(workflowId))
                .orElseThrow(this::notFound);
    }

    private WorkflowNotFoundException notFound() {
        return services.store().findRun(workflowId).isPresent()
                ? new WorkflowNotFoundException(workflowId, runId)
                : new WorkflowNotFoundException(workflowId);
    }

    @Override
    public boolean followsRuns() {
        return false;
    }
}
