package dev.durable.engine.client;

import dev.durable.engine.activity.HeartbeatAnswer;
import dev.durable.engine.run.RunGoneException;
import dev.durable.engine.run.Runs;
import dev.durable.failure.CanceledFailure;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.history.ActivityTaskCancelRequested;
import dev.durable.history.ActivityTaskReported;
import dev.durable.history.ActivityTaskReported.Kind;
import dev.durable.history.ActivityTaskScheduled;
import dev.durable.history.HistoryEvent;
import dev.durable.store.ActivityTaskState;
import dev.durable.store.StoreConflictException;
import dev.durable.store.StoreTransaction;
import dev.durable.store.StoreTransaction.Outcome;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * Brings what is told about activities from outside to their runs: to the run itself if it is here, else by a message. A message is only
 * stored if it has an effect as things stand; the owner decides in the end. Thread-safe.
 */
final class ActivityReportDelivery {

    private final ClientServices services;

    ActivityReportDelivery(ClientServices services) {
        this.services = services;
    }

    void deliver(UUID runId, ActivityTaskReported report) {
        Optional<StoreTransaction> transaction = services.store().currentTransaction();
        if (transaction.isEmpty() && deliverHere(runId, report)) {
            return;
        }
        requireEffect(runId, report);
        try {
            services.store().addMessage(runId, services.time().newId(), report);
        } catch (StoreConflictException e) {
            throw notPending(runId, report, "its workflow has closed");
        }
        if (transaction.isPresent()) {
            transaction.get().afterCompletion(outcome -> {
                if (outcome != Outcome.ROLLED_BACK) {
                    tellRun(runId);
                }
            });
        } else {
            tellRun(runId);
        }
    }

    /** Whether the run is here and has taken the report. */
    private boolean deliverHere(UUID runId, ActivityTaskReported report) {
        Optional<Runs> runs = services.node().runs();
        if (runs.isEmpty()) {
            return false;
        }
        if (report.kind() == Kind.HEARTBEAT) {
            HeartbeatAnswer answer = runs.get().heartbeat(runId, report);
            requireNotCanceled(answer == HeartbeatAnswer.CANCEL_REQUESTED);
            if (answer == HeartbeatAnswer.NOTED) {
                return true;
            }
        }
        Optional<CompletableFuture<Void>> delivered = runs.get().here().deliver(runId, report);
        if (delivered.isEmpty()) {
            return false;
        }
        try {
            Waiting.accepted(delivered.get(), services.time(), services.callTimeout(), describe(runId, report));
            return true;
        } catch (RunGoneException e) {
            return false;
        }
    }

    /** Checks against what is stored whether the report would have an effect. */
    private void requireEffect(UUID runId, ActivityTaskReported report) {
        boolean scheduled = false;
        boolean cancelRequested = false;
        List<HistoryEvent> later = services.store().history(runId, report.scheduledEventId() - 1);
        for (HistoryEvent event : later) {
            scheduled |= event instanceof ActivityTaskScheduled && event.eventId() == report.scheduledEventId();
            cancelRequested |= event instanceof ActivityTaskCancelRequested request
                    && request.scheduledEventId() == report.scheduledEventId();
            if (event.endsEventId() == report.scheduledEventId()) {
                throw notPending(runId, report, "it has ended with event " + event.eventId() + " " + event.type());
            }
        }
        if (!scheduled) {
            throw notPending(runId, report, "there is no such activity");
        }
        requireCurrent(runId, report);
        if (report.kind() == Kind.CANCELED && !cancelRequested) {
            throw new DurableException(
                    ErrorCode.ACTIVITY_CANCEL_NOT_REQUESTED,
                    describe(runId, report) + ": the workflow has not asked it to stop.");
        }
        requireNotCanceled(report.kind() == Kind.HEARTBEAT && cancelRequested);
    }

    private void requireCurrent(UUID runId, ActivityTaskReported report) {
        int current = services.store().activityTasks(runId).stream()
                .filter(state -> state.scheduledEventId() == report.scheduledEventId())
                .mapToInt(ActivityTaskState::attempt)
                .findFirst()
                .orElse(1);
        if (report.attempt() != 0 && report.attempt() != current) {
            throw new DurableException(
                    ErrorCode.ACTIVITY_ATTEMPT_OVER,
                    describe(runId, report) + ": attempt " + report.attempt() + " is over, and attempt " + current
                            + " counts.");
        }
    }

    private static void requireNotCanceled(boolean canceled) {
        if (canceled) {
            throw new CanceledFailure("The activity is to stop: its workflow has asked it to stop");
        }
    }

    private void tellRun(UUID runId) {
        services.messageStored(runId);
    }

    private static DurableException notPending(UUID runId, ActivityTaskReported report, String why) {
        return new DurableException(ErrorCode.ACTIVITY_NOT_PENDING, describe(runId, report) + ": " + why + ".");
    }

    private static String describe(UUID runId, ActivityTaskReported report) {
        return "'" + report.kind() + "' was reported for the activity of event " + report.scheduledEventId()
                + " of run " + runId;
    }
}
