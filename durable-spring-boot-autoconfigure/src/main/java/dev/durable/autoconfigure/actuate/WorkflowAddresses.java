package dev.durable.autoconfigure.actuate;

import dev.durable.client.WorkflowClient;
import dev.durable.client.WorkflowExecution;
import dev.durable.client.WorkflowNotFoundException;
import dev.durable.engine.DurableEngine;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Finds the workflow that a segment of a path names: by its id, or by the id of one of its runs. Children have ids with a slash, which
 * servers refuse within a segment even if it is encoded. Thread-safe.
 */
final class WorkflowAddresses {

    private final DurableEngine engine;
    private final WorkflowClient client;

    WorkflowAddresses(DurableEngine engine, WorkflowClient client) {
        this.engine = engine;
        this.client = client;
    }

    /**
     * The workflow, or the run of it. Ids of workflows may look like those of runs, and go first.
     *
     * @param segment id of a workflow or of a run
     * @param runId the run, if it is not the one of the segment
     */
    WorkflowExecution find(String segment, @Nullable UUID runId) {
        return uuid(segment)
                .flatMap(run -> workflowOf(run, runId))
                .filter(run -> !isWorkflow(segment))
                .orElseGet(() -> runId == null ? client.workflow(segment) : client.workflow(segment, runId));
    }

    private Optional<WorkflowExecution> workflowOf(UUID run, @Nullable UUID another) {
        return engine.insight().workflowIdOf(run).map(id -> client.workflow(id, another == null ? run : another));
    }

    private boolean isWorkflow(String id) {
        try {
            client.workflow(id).history(0, 1);
            return true;
        } catch (WorkflowNotFoundException e) {
            return false;
        }
    }

    private static Optional<UUID> uuid(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
