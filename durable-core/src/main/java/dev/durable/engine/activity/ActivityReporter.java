package dev.durable.engine.activity;

import dev.durable.client.FailedAttempt;
import dev.durable.engine.activity.AttemptVerdict.Ends;
import dev.durable.engine.activity.AttemptVerdict.Repeats;
import dev.durable.failure.RetryState;
import dev.durable.history.ActivityTaskCanceled;
import dev.durable.history.ActivityTaskFailed;
import dev.durable.history.ActivityTaskTimedOut;
import dev.durable.history.InboundEvent;
import dev.durable.history.LocalActivityTaskFailed;
import dev.durable.payload.FailureInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the run what follows from the end of an attempt, and the log. Thread-safe. */
final class ActivityReporter {

    private static final Logger logger = LoggerFactory.getLogger(ActivityExecutor.class);

    private final ActivityOutcomes outcomes;

    ActivityReporter(ActivityOutcomes outcomes) {
        this.outcomes = outcomes;
    }

    /** Reports; the next attempt of a local activity is nobody else's concern. */
    void report(ActivityTask task, AttemptVerdict verdict) {
        log(task, verdict);
        if (verdict instanceof Ends ends) {
            if (task.isLocal()) {
                outcomes.localEnded(task.runId(), -task.scheduledEventId(), ends.outcome());
            } else {
                outcomes.ended(task.runId(), ends.outcome());
            }
        } else if (verdict instanceof Repeats repeats && !task.isLocal()) {
            outcomes.nextAttempt(task.runId(), repeats.next(), repeats.failed());
        }
    }

    /** The result was committed with what the attempt has written: the run finds it. */
    void resultStored(ActivityTask task) {
        outcomes.resultStored(task.runId(), task.scheduledEventId(), task.attempt());
    }

    /** The code of the attempt has ended, and its result comes from outside. */
    void handedOver(Attempt attempt) {
        outcomes.handedOver(attempt.task().runId(), attempt.task().scheduledEventId());
    }

    /** The attempt has certainly not begun: made durable, it may. */
    void unbegun(ActivityTask task) {
        outcomes.nextAttempt(task.runId(), task, null);
    }

    /** Failures of activities are ordinary: one line each, and where they came from for those who ask. */
    static void log(ActivityTask task, AttemptVerdict verdict) {
        if (verdict instanceof Repeats repeats) {
            FailedAttempt failed = repeats.failed();
            logger.info(
                    "Attempt {} of activity {} of workflow '{}' failed and is repeated at {}: {}",
                    task.attempt(),
                    task.scheduled().activityType(),
                    task.workflowId(),
                    failed.nextAttemptAt(),
                    failed.failure().headline());
            logger.debug("{}", failed.failure().stackTrace());
        } else if (verdict instanceof Ends ends) {
            log(task, ends.outcome());
        }
    }

    private static void log(ActivityTask task, InboundEvent outcome) {
        if (outcome instanceof ActivityTaskFailed failed) {
            log(task, failed.retryState(), failed.failure());
        } else if (outcome instanceof LocalActivityTaskFailed failed) {
            log(task, failed.retryState(), failed.failure());
        } else if (outcome instanceof ActivityTaskTimedOut timedOut) {
            log(task, timedOut.retryState(), timedOut.timeoutType() + ": " + timedOut.message());
        } else if (outcome instanceof ActivityTaskCanceled canceled) {
            logger.info(
                    "Activity {} of workflow '{}' was canceled: {}",
                    task.scheduled().activityType(),
                    task.workflowId(),
                    canceled.failure().headline());
        }
    }

    private static void log(ActivityTask task, RetryState reason, FailureInfo failure) {
        log(task, reason, failure.headline());
        logger.debug("{}", failure.stackTrace());
    }

    private static void log(ActivityTask task, RetryState reason, String failure) {
        logger.info(
                "Activity {} of workflow '{}' failed in attempt {}, {}: {}",
                task.scheduled().activityType(),
                task.workflowId(),
                task.attempt(),
                reason.explanation(),
                failure);
    }
}
