package dev.durable.engine.client;

import dev.durable.client.FailedAttempt;
import dev.durable.client.WorkflowDescription;
import dev.durable.client.WorkflowDescription.PendingTimer;
import dev.durable.client.WorkflowSummary;
import dev.durable.history.ActivityTaskScheduled;
import dev.durable.history.HistoryEvent;
import dev.durable.history.TimerStarted;
import dev.durable.store.DurableStore;
import dev.durable.store.StoredRun;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Puts together what is known of a run, from its rows alone. */
final class Descriptions {

    private static final int FAILED_ATTEMPTS = 20;

    private Descriptions() {}

    static WorkflowDescription describe(StoredRun run, ClientServices services) {
        DurableStore store = services.store();
        List<HistoryEvent> history = store.history(run.runId(), 0);
        Map<Integer, HistoryEvent> pending = new LinkedHashMap<>();
        if (!run.status().isClosed()) {
            history.forEach(event -> note(event, pending));
        }
        ActivityDescriptions activities = ActivityDescriptions.of(run, history, services);
        List<FailedAttempt> failures = store.failedAttempts(run.runId(), FAILED_ATTEMPTS);
        return new WorkflowDescription(
                summary(run),
                history.size(),
                pending.values().stream()
                        .filter(ActivityTaskScheduled.class::isInstance)
                        .map(event -> activities.describe((ActivityTaskScheduled) event))
                        .toList(),
                pending.values().stream()
                        .filter(TimerStarted.class::isInstance)
                        .map(event -> new PendingTimer(event.eventId(), ((TimerStarted) event).dueAt()))
                        .sorted(Comparator.comparing(PendingTimer::dueAt))
                        .toList(),
                run.pendingMessages(),
                failures);
    }

    private static void note(HistoryEvent event, Map<Integer, HistoryEvent> pending) {
        if (event instanceof ActivityTaskScheduled || event instanceof TimerStarted) {
            pending.put(event.eventId(), event);
        } else {
            pending.remove(event.endsEventId());
        }
    }

    private static WorkflowSummary summary(StoredRun run) {
        return new WorkflowSummary(
                run.workflowId(),
                run.runId(),
                run.workflowType(),
                run.taskQueue(),
                run.status(),
                run.startedAt(),
                run.closedAt());
    }
}
