package dev.durable.engine.activity;

import dev.durable.activity.ActivityTimeouts;
import dev.durable.client.FailedAttempt;
import dev.durable.engine.activity.RetryDecision.GiveUp;
import dev.durable.engine.activity.RetryDecision.Retry;
import dev.durable.engine.time.TimeSource;
import dev.durable.failure.RetryState;
import dev.durable.failure.TimeoutFailure;
import dev.durable.failure.TimeoutType;
import dev.durable.history.ActivityTaskCompleted;
import dev.durable.history.ActivityTaskFailed;
import dev.durable.history.ActivityTaskTimedOut;
import dev.durable.history.InboundEvent;
import dev.durable.payload.FailureConverter;
import dev.durable.payload.FailureInfo;
import dev.durable.payload.Payload;
import java.time.Instant;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns the end of an attempt into what the run is told: the activity's end, or its next attempt. Thread-safe. */
final class ActivityReporter {

    private static final Logger logger = LoggerFactory.getLogger(ActivityExecutor.class);

    /** Events that wait in a mailbox have no place in the history yet. */
    private static final int NO_EVENT_ID = 0;

    private final ActivityOutcomes outcomes;
    private final FailureConverter failures;
    private final TimeSource time;

    ActivityReporter(ActivityOutcomes outcomes, FailureConverter failures, TimeSource time) {
        this.outcomes = outcomes;
        this.failures = failures;
        this.time = time;
    }

    void ended(ActivityTask task, AttemptResult result) {
        if (result instanceof AttemptResult.Thrown thrown) {
            failed(task, thrown);
        } else if (result instanceof AttemptResult.Returned returned) {
            completed(task, returned.value());
        }
    }

    private void completed(ActivityTask task, Payload value) {
        end(task, new ActivityTaskCompleted(NO_EVENT_ID, time.now(), scheduledEventId(task), task.attempt(), value));
    }

    private void failed(ActivityTask task, AttemptResult.Thrown thrown) {
        FailureInfo info = thrown.info();
        Set<String> types = RetryDecision.typesOf(thrown.failure());
        Instant now = time.now();
        retryOr(
                task,
                info,
                RetryDecision.after(task, info.nonRetryable(), types, now),
                now,
                reason -> new ActivityTaskFailed(
                        NO_EVENT_ID, time.now(), scheduledEventId(task), task.attempt(), info, reason));
    }

    /** A limit ran out; {@code begun} says whether the task's attempt had begun. */
    void timedOut(ActivityTask task, TimeoutType type, boolean begun) {
        String message = explain(task, type);
        switch (type) {
            case START_TO_CLOSE, HEARTBEAT -> timedOut(task, type, message);
            case SCHEDULE_TO_START, SCHEDULE_TO_CLOSE ->
                end(
                        task,
                        timedOut(
                                task,
                                begun ? task.attempt() : task.attempt() - 1,
                                type,
                                message,
                                RetryState.TIMEOUT_NOT_RETRYABLE));
        }
    }

    /** The attempt may have begun in a process that is gone: it counts, and nobody will ever know how it went. */
    void lost(ActivityTask task) {
        timedOut(
                task,
                TimeoutType.START_TO_CLOSE,
                "Attempt " + task.attempt() + " may have begun and was lost with the process that ran it");
    }

    /** The attempt has certainly not begun: made durable, it may. */
    void unbegun(ActivityTask task) {
        Instant now = time.now();
        outcomes.nextAttempt(task.runId(), task.dueAt().isBefore(now) ? task.dueAt(now) : task, null);
    }

    private void timedOut(ActivityTask task, TimeoutType type, String message) {
        TimeoutFailure failure = new TimeoutFailure(message, type, null);
        Instant now = time.now();
        retryOr(
                task,
                failures.toInfo(failure),
                RetryDecision.after(task, false, RetryDecision.typesOf(failure), now),
                now,
                reason -> timedOut(task, task.attempt(), type, message, reason));
    }

    private ActivityTaskTimedOut timedOut(
            ActivityTask task, int attempt, TimeoutType type, String message, RetryState reason) {
        return new ActivityTaskTimedOut(
                NO_EVENT_ID, time.now(), scheduledEventId(task), attempt, type, message, task.lastFailure(), reason);
    }

    private void retryOr(
            ActivityTask task,
            FailureInfo failure,
            RetryDecision decision,
            Instant failedAt,
            Function<RetryState, InboundEvent> end) {
        log(task, failure, decision);
        if (decision instanceof Retry retry) {
            outcomes.nextAttempt(
                    task.runId(),
                    task.next(retry.at(), failure),
                    new FailedAttempt(scheduledEventId(task), task.attempt(), failedAt, retry.at(), failure));
        } else if (decision instanceof GiveUp giveUp) {
            end(task, end.apply(giveUp.reason()));
        }
    }

    /** Failures of activities are ordinary: one line each, and where they came from for those who ask. */
    private static void log(ActivityTask task, FailureInfo failure, RetryDecision decision) {
        if (decision instanceof Retry retry) {
            logger.info(
                    "Attempt {} of activity {} of workflow '{}' failed and is repeated at {}: {}",
                    task.attempt(),
                    task.scheduled().activityType(),
                    task.workflowId(),
                    retry.at(),
                    failure.headline());
        } else if (decision instanceof GiveUp giveUp) {
            logger.info(
                    "Activity {} of workflow '{}' failed in attempt {}, {}: {}",
                    task.scheduled().activityType(),
                    task.workflowId(),
                    task.attempt(),
                    giveUp.reason().explanation(),
                    failure.headline());
        }
        logger.debug("{}", failure.stackTrace());
    }

    private void end(ActivityTask task, InboundEvent outcome) {
        outcomes.ended(task.runId(), outcome);
    }

    private static int scheduledEventId(ActivityTask task) {
        return task.scheduled().eventId();
    }

    static String explain(ActivityTask task, TimeoutType type) {
        ActivityTimeouts timeouts = task.scheduled().timeouts();
        return switch (type) {
            case START_TO_CLOSE -> "Attempt " + task.attempt() + " did not end within " + timeouts.startToClose();
            case HEARTBEAT -> "Attempt " + task.attempt() + " gave no heartbeat for " + timeouts.heartbeat();
            case SCHEDULE_TO_START -> "No attempt began within " + timeouts.scheduleToStart() + " of scheduling";
            case SCHEDULE_TO_CLOSE ->
                "The activity did not end within " + timeouts.scheduleToClose() + " of scheduling";
            case WORKFLOW_RUN, WORKFLOW_EXECUTION ->
                throw new IllegalArgumentException(type + " is not of an activity");
        };
    }
}
