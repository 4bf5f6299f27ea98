package dev.durable.autoconfigure.actuate;

import dev.durable.client.WorkflowStatus;
import dev.durable.engine.EngineInsight;
import dev.durable.engine.EngineStatus;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The engine at a glance.
 *
 * @param status how this instance's engine stands
 * @param node name of this node, or null while it does not execute
 * @param taskQueues queues that it hosts
 * @param openRuns open runs of all nodes, by their status
 * @param nodes nodes that are alive
 * @param waitingRuns runs that are due and that no node has taken
 * @param stuckRuns runs that get no further; at most 100 are counted
 */
record OverviewDescriptor(
        EngineStatus status,
        @Nullable String node,
        Set<String> taskQueues,
        Map<WorkflowStatus, Long> openRuns,
        long nodes,
        long waitingRuns,
        int stuckRuns) {

    static OverviewDescriptor of(EngineInsight insight, Map<WorkflowStatus, Long> openRuns, int stuckRuns) {
        return new OverviewDescriptor(
                insight.status(),
                insight.nodeName().orElse(null),
                new TreeSet<>(insight.taskQueues()),
                openRuns,
                insight.nodes().stream().filter(node -> node.alive()).count(),
                insight.queueBacklogs().stream()
                        .mapToLong(queue -> queue.runs())
                        .sum(),
                stuckRuns);
    }
}
