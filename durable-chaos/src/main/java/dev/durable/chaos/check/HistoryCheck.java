package dev.durable.chaos.check;

import dev.durable.chaos.work.WorkflowTypes;
import dev.durable.client.ReplayReport;
import dev.durable.engine.WorkflowReplayer;
import dev.durable.failure.DurableException;
import dev.durable.history.ActivityTaskCompleted;
import dev.durable.history.ActivityTaskScheduled;
import dev.durable.history.ActivityTaskTimedOut;
import dev.durable.history.HistoryDocument;
import dev.durable.history.HistoryEvent;
import dev.durable.history.LocalActivityTaskCompleted;
import java.util.List;

/** Looks at each history by itself: is it whole, does it replay, has what it says happened. */
final class HistoryCheck implements AutoCloseable {

    private final Verdict verdict;
    private final Ledgers ledgers;
    private final BookingCheck bookings;
    private final WorkflowReplayer replayer = WorkflowTypes.replayer();

    HistoryCheck(Verdict verdict, Ledgers ledgers, BookingCheck bookings) {
        this.verdict = verdict;
        this.ledgers = ledgers;
        this.bookings = bookings;
    }

    void check(StoredHistory history) {
        verdict.count("runs", 1);
        verdict.count("events", history.events().size());
        checkReplay(history);
        checkEffects(history);
    }

    private void checkReplay(StoredHistory history) {
        HistoryDocument document;
        try {
            document = new HistoryDocument(
                    history.workflowId(),
                    history.runId(),
                    history.workflowType(),
                    history.taskQueue(),
                    history.events());
        } catch (DurableException e) {
            verdict.add(Violation.BROKEN_HISTORY, name(history) + ": " + e.what());
            return;
        }
        List<HistoryEvent> events = document.events();
        if (!events.get(events.size() - 1).closesRun()) {
            verdict.add(Violation.BROKEN_HISTORY, name(history) + " has no end");
        }
        ReplayReport report = replayer.replay(document.toJson());
        if (!report.isReplayable() || !report.notes().isEmpty()) {
            verdict.add(Violation.DIVERGENT_HISTORY, name(history) + ": " + report.failure() + " " + report.notes());
        }
    }

    private void checkEffects(StoredHistory history) {
        for (HistoryEvent event : history.events()) {
            if (event instanceof ActivityTaskCompleted completed) {
                ActivityTaskScheduled scheduled =
                        (ActivityTaskScheduled) history.events().get(completed.scheduledEventId() - 1);
                checkEffect(
                        scheduled.activityType(),
                        history.runId() + ":" + completed.scheduledEventId(),
                        completed.attempt());
            } else if (event instanceof LocalActivityTaskCompleted completed) {
                checkEffect(
                        completed.activityType(),
                        history.runId() + ":local-" + completed.localActivityId(),
                        completed.attempt());
            } else if (event instanceof ActivityTaskTimedOut) {
                verdict.count("activities that ended by a timeout", 1);
            }
        }
    }

    private void checkEffect(String activityType, String key, int attempt) {
        verdict.count("completed activities", 1);
        bookings.completed(activityType, key, attempt);
        if (!ledgers.has(activityType, key, attempt)) {
            verdict.add(
                    Violation.WITHOUT_EFFECT,
                    activityType + " " + key + " completed at attempt " + attempt + " unseen");
        }
    }

    private static String name(StoredHistory history) {
        return history.workflowId() + " (run " + history.runId() + ")";
    }

    @Override
    public void close() {
        replayer.close();
    }
}
