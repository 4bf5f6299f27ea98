package dev.durable.history;

import dev.durable.activity.ActivityCancellationType;
import dev.durable.activity.ActivityTimeouts;
import dev.durable.failure.RetryState;
import dev.durable.failure.TimeoutType;
import java.time.Duration;
import java.time.Instant;

/** Events of what a workflow does by itself: activities, timers, markers and facts. */
final class StepEventJson {

    private StepEventJson() {}

    static void write(AttributeWriter to, ActivityTaskScheduled event) {
        to.text(Attribute.ACTIVITY_TYPE, event.activityType())
                .text(Attribute.TASK_QUEUE, event.taskQueue())
                .payloads(Attribute.INPUT, event.input());
        ActivityTimeouts timeouts = event.timeouts();
        to.duration(Attribute.START_TO_CLOSE_TIMEOUT, timeouts.startToClose())
                .duration(Attribute.SCHEDULE_TO_START_TIMEOUT, timeouts.scheduleToStart())
                .duration(Attribute.SCHEDULE_TO_CLOSE_TIMEOUT, timeouts.scheduleToClose())
                .duration(Attribute.HEARTBEAT_TIMEOUT, timeouts.heartbeat());
        if (!event.retryPolicy().equals(RunSettingsJson.UNWRITTEN_RETRY_POLICY)) {
            RunSettingsJson.write(to, event.retryPolicy());
        }
        to.choice(Attribute.CANCELLATION_TYPE, event.cancellationType(), ActivityCancellationType.TRY_CANCEL)
                .text(Attribute.SUMMARY, event.summary());
        if (event.priority() != ActivityTaskScheduled.DEFAULT_PRIORITY) {
            to.number(Attribute.PRIORITY, event.priority());
        }
        to.namedPayloads(Attribute.HEADER, event.header());
    }

    static ActivityTaskScheduled activityTaskScheduled(int eventId, Instant time, Attributes from) {
        return new ActivityTaskScheduled(
                eventId,
                time,
                from.text(Attribute.ACTIVITY_TYPE),
                from.text(Attribute.TASK_QUEUE),
                from.payloads(Attribute.INPUT),
                timeouts(from),
                RunSettingsJson.retryPolicy(from),
                from.choice(Attribute.CANCELLATION_TYPE, ActivityCancellationType.TRY_CANCEL),
                from.text(Attribute.SUMMARY),
                from.number(Attribute.PRIORITY, ActivityTaskScheduled.DEFAULT_PRIORITY),
                from.namedPayloads(Attribute.HEADER));
    }

    static void write(AttributeWriter to, ActivityTaskCancelRequested event) {
        to.number(Attribute.SCHEDULED_EVENT_ID, event.scheduledEventId());
    }

    static ActivityTaskCancelRequested activityTaskCancelRequested(int eventId, Instant time, Attributes from) {
        return new ActivityTaskCancelRequested(eventId, time, from.number(Attribute.SCHEDULED_EVENT_ID));
    }

    static void write(AttributeWriter to, ActivityTaskCompleted event) {
        to.number(Attribute.SCHEDULED_EVENT_ID, event.scheduledEventId())
                .number(Attribute.ATTEMPT, event.attempt())
                .payload(Attribute.RESULT, event.result());
    }

    static ActivityTaskCompleted activityTaskCompleted(int eventId, Instant time, Attributes from) {
        return new ActivityTaskCompleted(
                eventId,
                time,
                from.number(Attribute.SCHEDULED_EVENT_ID),
                from.number(Attribute.ATTEMPT),
                from.payload(Attribute.RESULT));
    }

    static void write(AttributeWriter to, ActivityTaskFailed event) {
        to.number(Attribute.SCHEDULED_EVENT_ID, event.scheduledEventId())
                .number(Attribute.ATTEMPT, event.attempt())
                .text(Attribute.RETRY_STATE, event.retryState().name())
                .failure(Attribute.FAILURE, event.failure());
    }

    static ActivityTaskFailed activityTaskFailed(int eventId, Instant time, Attributes from) {
        return new ActivityTaskFailed(
                eventId,
                time,
                from.number(Attribute.SCHEDULED_EVENT_ID),
                from.number(Attribute.ATTEMPT),
                from.failure(Attribute.FAILURE),
                from.choice(Attribute.RETRY_STATE, RetryState.NON_RETRYABLE_FAILURE));
    }

    static void write(AttributeWriter to, ActivityTaskTimedOut event) {
        to.number(Attribute.SCHEDULED_EVENT_ID, event.scheduledEventId())
                .number(Attribute.ATTEMPT, event.attempt())
                .text(Attribute.TIMEOUT_TYPE, event.timeoutType().name())
                .text(Attribute.RETRY_STATE, event.retryState().name())
                .text(Attribute.MESSAGE, event.message())
                .failure(Attribute.LAST_FAILURE, event.lastFailure());
    }

    static ActivityTaskTimedOut activityTaskTimedOut(int eventId, Instant time, Attributes from) {
        return new ActivityTaskTimedOut(
                eventId,
                time,
                from.number(Attribute.SCHEDULED_EVENT_ID),
                from.number(Attribute.ATTEMPT),
                from.choice(Attribute.TIMEOUT_TYPE, TimeoutType.START_TO_CLOSE),
                from.text(Attribute.MESSAGE),
                from.failureOrNull(Attribute.LAST_FAILURE),
                from.choice(Attribute.RETRY_STATE, RetryState.NON_RETRYABLE_FAILURE));
    }

    static void write(AttributeWriter to, ActivityTaskCanceled event) {
        to.number(Attribute.SCHEDULED_EVENT_ID, event.scheduledEventId())
                .number(Attribute.ATTEMPT, event.attempt())
                .failure(Attribute.FAILURE, event.failure());
    }

    static ActivityTaskCanceled activityTaskCanceled(int eventId, Instant time, Attributes from) {
        return new ActivityTaskCanceled(
                eventId,
                time,
                from.number(Attribute.SCHEDULED_EVENT_ID),
                from.number(Attribute.ATTEMPT),
                from.failure(Attribute.FAILURE));
    }

    static void write(AttributeWriter to, ActivityTaskReported event) {
        to.number(Attribute.SCHEDULED_EVENT_ID, event.scheduledEventId())
                .number(Attribute.ATTEMPT, event.attempt())
                .text(Attribute.KIND, event.kind().name())
                .payloadOrNull(Attribute.VALUE, event.value())
                .failure(Attribute.FAILURE, event.failure())
                .texts(Attribute.FAILURE_TYPES, event.failureTypes());
    }

    static ActivityTaskReported activityTaskReported(int eventId, Instant time, Attributes from) {
        return new ActivityTaskReported(
                eventId,
                time,
                from.number(Attribute.SCHEDULED_EVENT_ID),
                from.number(Attribute.ATTEMPT),
                from.choice(Attribute.KIND, ActivityTaskReported.Kind.HEARTBEAT),
                from.payloadOrNull(Attribute.VALUE),
                from.failureOrNull(Attribute.FAILURE),
                from.texts(Attribute.FAILURE_TYPES));
    }

    static void write(AttributeWriter to, LocalActivityTaskCompleted event) {
        to.number(Attribute.LOCAL_ACTIVITY_ID, event.localActivityId())
                .text(Attribute.ACTIVITY_TYPE, event.activityType())
                .number(Attribute.ATTEMPT, event.attempt())
                .payload(Attribute.RESULT, event.result());
    }

    static LocalActivityTaskCompleted localActivityTaskCompleted(int eventId, Instant time, Attributes from) {
        return new LocalActivityTaskCompleted(
                eventId,
                time,
                from.number(Attribute.LOCAL_ACTIVITY_ID),
                from.text(Attribute.ACTIVITY_TYPE),
                from.number(Attribute.ATTEMPT),
                from.payload(Attribute.RESULT));
    }

    static void write(AttributeWriter to, LocalActivityTaskFailed event) {
        to.number(Attribute.LOCAL_ACTIVITY_ID, event.localActivityId())
                .text(Attribute.ACTIVITY_TYPE, event.activityType())
                .number(Attribute.ATTEMPT, event.attempt())
                .failure(Attribute.FAILURE, event.failure())
                .text(Attribute.RETRY_STATE, event.retryState().name());
    }

    static LocalActivityTaskFailed localActivityTaskFailed(int eventId, Instant time, Attributes from) {
        return new LocalActivityTaskFailed(
                eventId,
                time,
                from.number(Attribute.LOCAL_ACTIVITY_ID),
                from.text(Attribute.ACTIVITY_TYPE),
                from.number(Attribute.ATTEMPT),
                from.failure(Attribute.FAILURE),
                from.choice(Attribute.RETRY_STATE, RetryState.NON_RETRYABLE_FAILURE));
    }

    static void write(AttributeWriter to, TimerStarted event) {
        to.duration(Attribute.DURATION, event.duration());
    }

    static TimerStarted timerStarted(int eventId, Instant time, Attributes from) {
        return new TimerStarted(eventId, time, from.duration(Attribute.DURATION, Duration.ZERO));
    }

    static void write(AttributeWriter to, TimerFired event) {
        to.number(Attribute.STARTED_EVENT_ID, event.startedEventId());
    }

    static TimerFired timerFired(int eventId, Instant time, Attributes from) {
        return new TimerFired(eventId, time, from.number(Attribute.STARTED_EVENT_ID));
    }

    static void write(AttributeWriter to, TimerCanceled event) {
        to.number(Attribute.STARTED_EVENT_ID, event.startedEventId());
    }

    static TimerCanceled timerCanceled(int eventId, Instant time, Attributes from) {
        return new TimerCanceled(eventId, time, from.number(Attribute.STARTED_EVENT_ID));
    }

    static void write(AttributeWriter to, MarkerRecorded event) {
        to.text(Attribute.KIND, event.kind().name())
                .text(Attribute.NAME, event.name())
                .number(Attribute.NUMBER, event.number())
                .payload(Attribute.VALUE, event.value());
    }

    static MarkerRecorded markerRecorded(int eventId, Instant time, Attributes from) {
        return new MarkerRecorded(
                eventId,
                time,
                from.choice(Attribute.KIND, MarkerKind.VERSION),
                from.text(Attribute.NAME),
                from.number(Attribute.NUMBER),
                from.payload(Attribute.VALUE));
    }

    static void write(AttributeWriter to, UpsertWorkflowSearchAttributes event) {
        to.searchAttributes(Attribute.SEARCH_ATTRIBUTES, event.searchAttributes());
    }

    static UpsertWorkflowSearchAttributes upsertWorkflowSearchAttributes(int eventId, Instant time, Attributes from) {
        return new UpsertWorkflowSearchAttributes(eventId, time, from.searchAttributes(Attribute.SEARCH_ATTRIBUTES));
    }

    static void write(AttributeWriter to, WorkflowPropertiesModified event) {
        to.namedPayloads(Attribute.MEMO, event.memo());
    }

    static WorkflowPropertiesModified workflowPropertiesModified(int eventId, Instant time, Attributes from) {
        return new WorkflowPropertiesModified(eventId, time, from.namedPayloads(Attribute.MEMO));
    }

    private static ActivityTimeouts timeouts(Attributes from) {
        return new ActivityTimeouts(
                from.duration(Attribute.START_TO_CLOSE_TIMEOUT, Duration.ofMinutes(1)),
                from.durationOrNull(Attribute.SCHEDULE_TO_START_TIMEOUT),
                from.durationOrNull(Attribute.SCHEDULE_TO_CLOSE_TIMEOUT),
                from.durationOrNull(Attribute.HEARTBEAT_TIMEOUT));
    }
}
