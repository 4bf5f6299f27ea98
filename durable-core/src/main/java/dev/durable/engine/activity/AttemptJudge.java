package dev.durable.engine.activity;

import dev.durable.activity.ActivityTimeouts;
import dev.durable.client.FailedAttempt;
import dev.durable.engine.activity.AttemptVerdict.Ends;
import dev.durable.engine.activity.AttemptVerdict.Repeats;
import dev.durable.engine.activity.RetryDecision.GiveUp;
import dev.durable.engine.activity.RetryDecision.Retry;
import dev.durable.engine.time.TimeSource;
import dev.durable.failure.CanceledFailure;
import dev.durable.failure.RetryState;
import dev.durable.failure.TimeoutFailure;
import dev.durable.failure.TimeoutType;
import dev.durable.history.ActivityTaskCanceled;
import dev.durable.history.ActivityTaskCompleted;
import dev.durable.history.ActivityTaskFailed;
import dev.durable.history.ActivityTaskTimedOut;
import dev.durable.history.InboundEvent;
import dev.durable.history.LocalActivityTaskCompleted;
import dev.durable.history.LocalActivityTaskFailed;
import dev.durable.payload.FailureConverter;
import dev.durable.payload.FailureInfo;
import dev.durable.payload.Payload;
import java.time.Instant;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Decides what follows from the end of an attempt: the activity's end, or its next attempt. Thread-safe. */
final class AttemptJudge {

    /** Events that wait in a mailbox have no place in the history yet. */
    private static final int NO_EVENT_ID = 0;

    private final FailureConverter failures;
    private final TimeSource time;

    AttemptJudge(FailureConverter failures, TimeSource time) {
        this.failures = failures;
        this.time = time;
    }

    /** The activity's code has ended. */
    AttemptVerdict ended(ActivityTask task, AttemptResult result) {
        if (result instanceof AttemptResult.Returned returned) {
            return completed(task, returned.value());
        }
        AttemptResult.Thrown thrown = (AttemptResult.Thrown) result;
        @Nullable CanceledFailure cancellation = task.cancelRequested() ? Cancellations.in(thrown.failure()) : null;
        return cancellation != null
                ? canceled(task, task.attempt(), failures.toInfo(cancellation))
                : failed(task, thrown.info(), FailureTypes.of(thrown.failure()));
    }

    AttemptVerdict completed(ActivityTask task, Payload value) {
        Instant now = time.now();
        return new Ends(
                task.isLocal()
                        ? new LocalActivityTaskCompleted(
                                NO_EVENT_ID,
                                now,
                                task.localActivityId(),
                                task.scheduled().activityType(),
                                task.attempt(),
                                value)
                        : new ActivityTaskCompleted(NO_EVENT_ID, now, task.scheduledEventId(), task.attempt(), value));
    }

    /** The attempt has failed; {@code types} are the names under which the policy may exclude the failure. */
    AttemptVerdict failed(ActivityTask task, FailureInfo failure, Set<String> types) {
        return repeatOrEnd(task, failure, types, (now, reason) -> failed(task, now, failure, reason));
    }

    /** The activity has stopped because it was asked to, after so many attempts. */
    AttemptVerdict canceled(ActivityTask task, int attempts, FailureInfo failure) {
        return new Ends(new ActivityTaskCanceled(NO_EVENT_ID, time.now(), task.scheduledEventId(), attempts, failure));
    }

    /** The activity was asked to stop, and its attempt has not begun. */
    AttemptVerdict canceledBeforeBegin(ActivityTask task) {
        String message = task.attempt() == 1
                ? "The activity was canceled before its first attempt"
                : "The activity was canceled before attempt " + task.attempt();
        return canceled(task, task.attempt() - 1, failures.toInfo(new CanceledFailure(message)));
    }

    /** A limit ran out; {@code begun} says whether the task's attempt had begun. */
    AttemptVerdict timedOut(ActivityTask task, TimeoutType type, boolean begun) {
        String message = explain(task, type);
        return switch (type) {
            case SCHEDULE_TO_START, SCHEDULE_TO_CLOSE ->
                new Ends(timedOut(
                        task,
                        time.now(),
                        begun ? task.attempt() : task.attempt() - 1,
                        type,
                        message,
                        RetryState.TIMEOUT_NOT_RETRYABLE));
            case START_TO_CLOSE, HEARTBEAT, WORKFLOW_RUN, WORKFLOW_EXECUTION -> timedOut(task, type, message);
        };
    }

    /** The attempt may have begun in a process that is gone: it counts, and nobody will ever know how it went. */
    AttemptVerdict lost(ActivityTask task) {
        return timedOut(
                task,
                TimeoutType.START_TO_CLOSE,
                "Attempt " + task.attempt() + " may have begun and was lost with the process that ran it");
    }

    private AttemptVerdict timedOut(ActivityTask task, TimeoutType type, String message) {
        TimeoutFailure failure = new TimeoutFailure(message, type, null);
        return repeatOrEnd(
                task,
                failures.toInfo(failure),
                FailureTypes.of(failure),
                (now, reason) -> timedOut(task, now, task.attempt(), type, message, reason));
    }

    private AttemptVerdict repeatOrEnd(
            ActivityTask task,
            FailureInfo failure,
            Set<String> types,
            BiFunction<Instant, RetryState, InboundEvent> end) {
        Instant now = time.now();
        RetryDecision decision = RetryDecision.after(task, failure, types, now);
        if (decision instanceof Retry retry) {
            return new Repeats(
                    task.next(retry.at(), failure),
                    new FailedAttempt(task.scheduledEventId(), task.attempt(), now, retry.at(), failure));
        }
        return new Ends(end.apply(now, ((GiveUp) decision).reason()));
    }

    private static InboundEvent failed(ActivityTask task, Instant now, FailureInfo failure, RetryState reason) {
        return task.isLocal()
                ? new LocalActivityTaskFailed(
                        NO_EVENT_ID,
                        now,
                        task.localActivityId(),
                        task.scheduled().activityType(),
                        task.attempt(),
                        failure,
                        reason)
                : new ActivityTaskFailed(NO_EVENT_ID, now, task.scheduledEventId(), task.attempt(), failure, reason);
    }

    private InboundEvent timedOut(
            ActivityTask task, Instant now, int attempt, TimeoutType type, String message, RetryState reason) {
        if (!task.isLocal()) {
            return new ActivityTaskTimedOut(
                    NO_EVENT_ID, now, task.scheduledEventId(), attempt, type, message, task.lastFailure(), reason);
        }
        @Nullable FailureInfo last = task.lastFailure();
        TimeoutFailure failure = new TimeoutFailure(message, type, last == null ? null : failures.toFailure(last));
        return failed(task, now, failures.toInfo(failure), reason);
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
