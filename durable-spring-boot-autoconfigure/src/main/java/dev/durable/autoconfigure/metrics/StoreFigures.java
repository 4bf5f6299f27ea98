package dev.durable.autoconfigure.metrics;

import dev.durable.engine.EngineInsight;
import dev.durable.store.ActivityBacklog;
import dev.durable.store.QueueBacklog;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What was read from the database at once.
 *
 * @param runs what waits on queues, by their names
 * @param activities activities that wait on queues, by their names
 * @param stuckRuns runs that get no further
 */
record StoreFigures(Map<String, QueueBacklog> runs, Map<String, ActivityBacklog> activities, int stuckRuns) {

    private static final int STUCK_RUNS = 100;

    static StoreFigures read(EngineInsight insight) {
        return new StoreFigures(
                insight.queueBacklogs().stream()
                        .collect(Collectors.toMap(QueueBacklog::taskQueue, Function.identity())),
                insight.activityBacklogs().stream()
                        .collect(Collectors.toMap(ActivityBacklog::taskQueue, Function.identity())),
                insight.stuckRuns(STUCK_RUNS).size());
    }

    /** The queues on which something waits. */
    Set<String> queues() {
        Set<String> queues = new HashSet<>(runs.keySet());
        queues.addAll(activities.keySet());
        return queues;
    }

    double runs(String queue) {
        QueueBacklog backlog = runs.get(queue);
        return backlog == null ? 0 : backlog.runs();
    }

    double ageOfRuns(String queue, Instant now) {
        QueueBacklog backlog = runs.get(queue);
        return backlog == null ? 0 : seconds(backlog.oldestDueAt(), now);
    }

    double activities(String queue) {
        ActivityBacklog backlog = activities.get(queue);
        return backlog == null ? 0 : backlog.attempts();
    }

    double ageOfActivities(String queue, Instant now) {
        ActivityBacklog backlog = activities.get(queue);
        return backlog == null ? 0 : seconds(backlog.oldestDueAt(), now);
    }

    private static double seconds(Instant from, Instant until) {
        return Math.max(0, Duration.between(from, until).toMillis() / 1_000.0);
    }
}
