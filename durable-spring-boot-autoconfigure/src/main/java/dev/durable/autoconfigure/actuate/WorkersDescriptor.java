package dev.durable.autoconfigure.actuate;

import dev.durable.engine.EngineInsight;
import dev.durable.engine.EngineStatus;
import dev.durable.store.ActivityBacklog;
import dev.durable.store.QueueBacklog;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What this node executes, and the queues.
 *
 * @param runs runs that it has
 * @param cachedRuns those whose code is in memory
 * @param runningAttempts activities that run
 * @param maxRunningAttempts how many may
 */
record WorkersDescriptor(
        EngineStatus status,
        @Nullable String node,
        int runs,
        int cachedRuns,
        int runningAttempts,
        int maxRunningAttempts,
        List<Queue> taskQueues) {

    static WorkersDescriptor of(EngineInsight insight) {
        Map<String, QueueBacklog> backlogs = new HashMap<>();
        insight.queueBacklogs().forEach(backlog -> backlogs.put(backlog.taskQueue(), backlog));
        Map<String, ActivityBacklog> activities = new HashMap<>();
        insight.activityBacklogs().forEach(backlog -> activities.put(backlog.taskQueue(), backlog));
        TreeSet<String> names = new TreeSet<>(backlogs.keySet());
        names.addAll(activities.keySet());
        names.addAll(insight.taskQueues());
        List<Queue> queues = new ArrayList<>();
        for (String name : names) {
            QueueBacklog backlog = backlogs.get(name);
            ActivityBacklog waiting = activities.get(name);
            queues.add(new Queue(
                    name,
                    insight.taskQueues().contains(name),
                    backlog == null ? 0 : backlog.runs(),
                    backlog == null ? null : backlog.oldestDueAt(),
                    waiting == null ? 0 : waiting.attempts(),
                    waiting == null ? null : waiting.oldestDueAt()));
        }
        return new WorkersDescriptor(
                insight.status(),
                insight.nodeName().orElse(null),
                insight.runs(),
                insight.cachedRuns(),
                insight.runningAttempts(),
                insight.maxRunningAttempts(),
                queues);
    }

    /**
     * A task queue.
     *
     * @param hosted whether this node hosts it
     * @param depth runs that are due on it and that no node has taken
     * @param oldestDueAt since when the oldest of these has been due, or null if there is none
     * @param waitingActivities attempts of activities that are due on it and that no node has claimed
     * @param oldestActivityDueAt since when the oldest of these has been due, or null if there is none
     */
    record Queue(
            String name,
            boolean hosted,
            long depth,
            @Nullable Instant oldestDueAt,
            long waitingActivities,
            @Nullable Instant oldestActivityDueAt) {}
}
