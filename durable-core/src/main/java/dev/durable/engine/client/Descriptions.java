package dev.durable.engine.client;

import dev.durable.client.FailedAttempt;
import dev.durable.client.Memo;
import dev.durable.client.WorkflowDescription;
import dev.durable.client.WorkflowDescription.PendingTimer;
import dev.durable.client.WorkflowDescription.WaitingMessage;
import dev.durable.history.ActivityTaskScheduled;
import dev.durable.history.HistoryEvent;
import dev.durable.history.RunFacts;
import dev.durable.history.TimerStarted;
import dev.durable.history.WorkflowExecutionFailed;
import dev.durable.history.WorkflowExecutionSignaled;
import dev.durable.history.WorkflowExecutionUpdateAccepted;
import dev.durable.payload.FailureConverter;
import dev.durable.payload.FailureInfo;
import dev.durable.store.DurableStore;
import dev.durable.store.StoredRun;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts together what is known of a run, from its rows alone. */
final class Descriptions {

    private static final int FAILED_ATTEMPTS = 20;

    private Descriptions() {}

    static WorkflowDescription describe(StoredRun run, ClientServices services) {
        DurableStore store = services.store();
        List<HistoryEvent> history = store.history(run.runId(), 0);
        RunFacts facts = RunFacts.of(history);
        Map<Integer, HistoryEvent> pending = new LinkedHashMap<>();
        if (!run.status().isClosed()) {
            history.forEach(event -> note(event, pending));
        }
        ActivityDescriptions activities = ActivityDescriptions.of(run, history, services);
        List<FailedAttempt> failures = store.failedAttempts(run.runId(), FAILED_ATTEMPTS).stream()
                .map(attempt -> readable(attempt, services.replay().failures()))
                .toList();
        return new WorkflowDescription(
                run.toSummary(store.searchAttributes(run.runId())),
                history.size(),
                failure(history, services.replay().failures()),
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
                waitingMessages(run, store),
                failures,
                new Memo(facts.memo(), services.replay().payloads()),
                facts.changeVersions());
    }

    private static @Nullable FailureInfo failure(List<HistoryEvent> history, FailureConverter failures) {
        return history.stream()
                .filter(WorkflowExecutionFailed.class::isInstance)
                .findFirst()
                .map(event -> failures.readable(((WorkflowExecutionFailed) event).failure()))
                .orElse(null);
    }

    private static List<WaitingMessage> waitingMessages(StoredRun run, DurableStore store) {
        return run.pendingMessages() == 0
                ? List.of()
                : store.messages(run.runId()).stream()
                        .map(message -> new WaitingMessage(
                                message.event().type(),
                                nameOf(message.event()),
                                message.event().time()))
                        .toList();
    }

    private static String nameOf(HistoryEvent message) {
        if (message instanceof WorkflowExecutionSignaled signal) {
            return signal.signalName();
        }
        return message instanceof WorkflowExecutionUpdateAccepted update ? update.updateName() : "";
    }

    private static void note(HistoryEvent event, Map<Integer, HistoryEvent> pending) {
        if (event instanceof ActivityTaskScheduled || event instanceof TimerStarted) {
            pending.put(event.eventId(), event);
        } else {
            pending.remove(event.endsEventId());
        }
    }

    private static FailedAttempt readable(FailedAttempt attempt, FailureConverter failures) {
        return new FailedAttempt(
                attempt.scheduledEventId(),
                attempt.attempt(),
                attempt.failedAt(),
                attempt.nextAttemptAt(),
                attempt.failingSince(),
                failures.readable(attempt.failure()));
    }
}
