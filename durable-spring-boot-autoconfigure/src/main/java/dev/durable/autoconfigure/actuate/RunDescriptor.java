package dev.durable.autoconfigure.actuate;

import dev.durable.client.WorkflowStatus;
import dev.durable.client.WorkflowSummary;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A run in lists. Search attributes are for finding runs and are never hidden. */
record RunDescriptor(
        String workflowId,
        UUID runId,
        String workflowType,
        String taskQueue,
        WorkflowStatus status,
        Instant startedAt,
        @Nullable Instant closedAt,
        Map<String, @Nullable Object> searchAttributes) {

    static RunDescriptor of(WorkflowSummary run) {
        Map<String, @Nullable Object> attributes = new TreeMap<>();
        run.searchAttributes().values().forEach((name, value) -> attributes.put(name, value.value()));
        return new RunDescriptor(
                run.workflowId(),
                run.runId(),
                run.workflowType(),
                run.taskQueue(),
                run.status(),
                run.startedAt(),
                run.closedAt(),
                attributes);
    }
}
