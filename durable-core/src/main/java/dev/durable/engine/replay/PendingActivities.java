package dev.durable.engine.replay;

import dev.durable.failure.ActivityFailure;
import dev.durable.failure.RetryState;
import dev.durable.failure.TimeoutFailure;
import dev.durable.history.ActivityTaskCanceled;
import dev.durable.history.ActivityTaskCompleted;
import dev.durable.history.ActivityTaskFailed;
import dev.durable.history.ActivityTaskScheduled;
import dev.durable.history.ActivityTaskTimedOut;
import dev.durable.payload.FailureConverter;
import dev.durable.payload.FailureInfo;
import dev.durable.payload.Payload;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Activities of one run that are scheduled and not closed, with the promises of their results. Confined to the run. */
final class PendingActivities {

    private final Map<Integer, Call> calls = new LinkedHashMap<>();
    private final Set<Integer> cancelRequested = new HashSet<>();
    private final FailureConverter failures;

    PendingActivities(FailureConverter failures) {
        this.failures = failures;
    }

    void add(ActivityTaskScheduled scheduled, RunPromise<Payload> result) {
        result.about(() -> "activity " + scheduled.activityType() + " (event " + scheduled.eventId()
                + "), scheduled at " + scheduled.time());
        calls.put(scheduled.eventId(), new Call(scheduled, result));
    }

    boolean contains(int scheduledEventId) {
        return calls.containsKey(scheduledEventId);
    }

    /** The workflow has asked the activity to stop. */
    void cancelRequested(int scheduledEventId) {
        if (calls.containsKey(scheduledEventId)) {
            cancelRequested.add(scheduledEventId);
        }
    }

    /** The activities that the workflow has asked to stop. */
    Set<Integer> cancelRequested() {
        return Set.copyOf(cancelRequested);
    }

    List<ActivityTaskScheduled> scheduled() {
        List<ActivityTaskScheduled> events = new ArrayList<>(calls.size());
        for (Call call : calls.values()) {
            events.add(call.scheduled);
        }
        return events;
    }

    void completed(ActivityTaskCompleted event) {
        remove(event.scheduledEventId()).result.fulfil(event.result());
    }

    void failed(ActivityTaskFailed event) {
        Call call = remove(event.scheduledEventId());
        call.result.fail(new ActivityFailure(
                call.scheduled.activityType(),
                event.scheduledEventId(),
                event.attempt(),
                event.retryState(),
                failures.toFailure(event.failure())));
    }

    void timedOut(ActivityTaskTimedOut event) {
        Call call = remove(event.scheduledEventId());
        FailureInfo lastFailure = event.lastFailure();
        TimeoutFailure timeout = new TimeoutFailure(
                event.message(), event.timeoutType(), lastFailure == null ? null : failures.toFailure(lastFailure));
        call.result.fail(new ActivityFailure(
                call.scheduled.activityType(), event.scheduledEventId(), event.attempt(), event.retryState(), timeout));
    }

    void canceled(ActivityTaskCanceled event) {
        Call call = remove(event.scheduledEventId());
        call.result.fail(new ActivityFailure(
                call.scheduled.activityType(),
                event.scheduledEventId(),
                event.attempt(),
                RetryState.CANCEL_REQUESTED,
                failures.toFailure(event.failure())));
    }

    private Call remove(int scheduledEventId) {
        Call call = calls.remove(scheduledEventId);
        cancelRequested.remove(scheduledEventId);
        if (call == null) {
            throw new IllegalStateException("No activity of event " + scheduledEventId + " is pending");
        }
        return call;
    }

    private record Call(ActivityTaskScheduled scheduled, RunPromise<Payload> result) {}
}
