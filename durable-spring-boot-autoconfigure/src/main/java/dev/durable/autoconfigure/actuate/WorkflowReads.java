package dev.durable.autoconfigure.actuate;

import dev.durable.client.ChangeVersions;
import dev.durable.client.WorkflowClient;
import dev.durable.client.WorkflowExecution;
import dev.durable.client.WorkflowFilter;
import dev.durable.client.WorkflowStatus;
import dev.durable.engine.DurableEngine;
import dev.durable.failure.DurableException;
import dev.durable.store.StoredNode;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What the endpoint answers. Thread-safe. */
final class WorkflowReads {

    private static final int STUCK_RUNS = 100;

    private final DurableEngine engine;
    private final WorkflowClient client;

    WorkflowReads(DurableEngine engine, WorkflowClient client) {
        this.engine = engine;
        this.client = client;
    }

    OverviewDescriptor overview() {
        Map<WorkflowStatus, Long> openRuns = new EnumMap<>(WorkflowStatus.class);
        for (WorkflowStatus status : WorkflowStatus.values()) {
            if (!status.isClosed()) {
                openRuns.put(status, client.count(WorkflowFilter.ALL.withStatuses(status)));
            }
        }
        return OverviewDescriptor.of(
                engine.insight(),
                openRuns,
                engine.insight().stuckRuns(STUCK_RUNS).size());
    }

    RunPageDescriptor workflows(WorkflowFilter filter) {
        return RunPageDescriptor.of(client.list(filter));
    }

    Types types() {
        return new Types(
                new TreeSet<>(engine.insight().workflowTypes()),
                new TreeSet<>(engine.insight().activityTypes()));
    }

    WorkersDescriptor workers() {
        return WorkersDescriptor.of(engine.insight());
    }

    Nodes nodes() {
        return new Nodes(engine.insight().nodes());
    }

    Changes changes(WorkflowFilter filter) {
        return new Changes(client.changeVersions(filter));
    }

    StuckRuns stuckRuns(ShownValues values) {
        return new StuckRuns(engine.insight().stuckRuns(STUCK_RUNS).stream()
                .map(run -> StuckRunDescriptor.of(run, values))
                .toList());
    }

    RunDetailsDescriptor describe(WorkflowExecution workflow, ShownValues values) {
        return RunDetailsDescriptor.of(workflow.describe(), waitingFor(workflow), values);
    }

    History history(WorkflowExecution workflow, int after, int limit, ShownValues values) {
        EventAttributes attributes = new EventAttributes(values);
        return new History(workflow.history(after, limit).stream()
                .map(event -> EventDescriptor.of(event, attributes))
                .toList());
    }

    StackTrace stackTrace(WorkflowExecution workflow) {
        return new StackTrace(workflow.stackTrace().lines().toList());
    }

    /** Code that fails or is not deployed here can tell nothing, and is just what one looks at a run for. */
    private static List<String> waitingFor(WorkflowExecution workflow) {
        try {
            return workflow.waitingFor();
        } catch (DurableException e) {
            return List.of("(" + e.getMessage() + ")");
        }
    }

    record Types(Set<String> workflows, Set<String> activities) {}

    record Nodes(List<StoredNode> nodes) {}

    record Changes(List<ChangeVersions> changes) {}

    record StuckRuns(List<StuckRunDescriptor> stuckRuns) {}

    record History(List<EventDescriptor> events) {}

    record StackTrace(List<String> stackTrace) {}
}
