package dev.durable.history;

import dev.durable.activity.ActivityTimeouts;
import dev.durable.activity.RetryPolicy;
import dev.durable.payload.FailureInfo;
import dev.durable.payload.Payload;
import dev.durable.payload.StoredJson;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Writes the attributes of one event. Not thread-safe. */
final class EventWriter {

    private final JsonGenerator generator;

    EventWriter(JsonGenerator generator) {
        this.generator = generator;
    }

    void writeAttributes(HistoryEvent event) {
        switch (event.type()) {
            case WorkflowExecutionStarted -> write((WorkflowExecutionStarted) event);
            case WorkflowExecutionSignaled -> write((WorkflowExecutionSignaled) event);
            case ActivityTaskScheduled -> write((ActivityTaskScheduled) event);
            case ActivityTaskCompleted -> write((ActivityTaskCompleted) event);
            case ActivityTaskFailed -> write((ActivityTaskFailed) event);
            case ActivityTaskTimedOut -> write((ActivityTaskTimedOut) event);
            case TimerStarted -> duration(Attribute.DURATION, ((TimerStarted) event).duration());
            case TimerFired -> number(Attribute.STARTED_EVENT_ID, ((TimerFired) event).startedEventId());
            case TimerCanceled -> number(Attribute.STARTED_EVENT_ID, ((TimerCanceled) event).startedEventId());
            case WorkflowExecutionCompleted -> payload(Attribute.RESULT, ((WorkflowExecutionCompleted) event).result());
            case WorkflowExecutionFailed -> failure(Attribute.FAILURE, ((WorkflowExecutionFailed) event).failure());
        }
    }

    private void write(WorkflowExecutionStarted event) {
        text(Attribute.WORKFLOW_ID, event.workflowId());
        text(Attribute.WORKFLOW_TYPE, event.workflowType());
        text(Attribute.TASK_QUEUE, event.taskQueue());
        StoredJson.writePayloads(generator, Attribute.INPUT, event.input());
        number(Attribute.ENGINE_VERSION, event.engineVersion());
    }

    private void write(WorkflowExecutionSignaled event) {
        text(Attribute.SIGNAL_NAME, event.signalName());
        StoredJson.writePayloads(generator, Attribute.INPUT, event.input());
    }

    private void write(ActivityTaskScheduled event) {
        text(Attribute.ACTIVITY_TYPE, event.activityType());
        text(Attribute.TASK_QUEUE, event.taskQueue());
        StoredJson.writePayloads(generator, Attribute.INPUT, event.input());
        ActivityTimeouts timeouts = event.timeouts();
        duration(Attribute.START_TO_CLOSE_TIMEOUT, timeouts.startToClose());
        duration(Attribute.SCHEDULE_TO_START_TIMEOUT, timeouts.scheduleToStart());
        duration(Attribute.SCHEDULE_TO_CLOSE_TIMEOUT, timeouts.scheduleToClose());
        duration(Attribute.HEARTBEAT_TIMEOUT, timeouts.heartbeat());
        if (!event.retryPolicy().equals(EventReader.UNWRITTEN_RETRY_POLICY)) {
            write(event.retryPolicy());
        }
    }

    private void write(RetryPolicy policy) {
        generator.writeName(Attribute.RETRY_POLICY);
        generator.writeStartObject();
        duration(Attribute.INITIAL_INTERVAL, policy.initialInterval());
        generator.writeNumberProperty(Attribute.BACKOFF_COEFFICIENT, policy.backoffCoefficient());
        duration(Attribute.MAXIMUM_INTERVAL, policy.maximumInterval());
        number(Attribute.MAXIMUM_ATTEMPTS, policy.maximumAttempts());
        if (!policy.nonRetryableTypes().isEmpty()) {
            generator.writeName(Attribute.NON_RETRYABLE_TYPES);
            generator.writeStartArray();
            policy.nonRetryableTypes().forEach(generator::writeString);
            generator.writeEndArray();
        }
        generator.writeEndObject();
    }

    private void write(ActivityTaskCompleted event) {
        number(Attribute.SCHEDULED_EVENT_ID, event.scheduledEventId());
        number(Attribute.ATTEMPT, event.attempt());
        payload(Attribute.RESULT, event.result());
    }

    private void write(ActivityTaskFailed event) {
        number(Attribute.SCHEDULED_EVENT_ID, event.scheduledEventId());
        number(Attribute.ATTEMPT, event.attempt());
        text(Attribute.RETRY_STATE, event.retryState().name());
        failure(Attribute.FAILURE, event.failure());
    }

    private void write(ActivityTaskTimedOut event) {
        number(Attribute.SCHEDULED_EVENT_ID, event.scheduledEventId());
        number(Attribute.ATTEMPT, event.attempt());
        text(Attribute.TIMEOUT_TYPE, event.timeoutType().name());
        text(Attribute.RETRY_STATE, event.retryState().name());
        text(Attribute.MESSAGE, event.message());
        failure(Attribute.LAST_FAILURE, event.lastFailure());
    }

    private void text(String name, String value) {
        if (!value.isEmpty()) {
            generator.writeStringProperty(name, value);
        }
    }

    private void number(String name, int value) {
        if (value != 0) {
            generator.writeNumberProperty(name, value);
        }
    }

    private void duration(String name, @Nullable Duration value) {
        if (value != null && !value.isZero()) {
            generator.writeStringProperty(name, value.toString());
        }
    }

    private void payload(String name, Payload value) {
        if (!value.equals(Payload.NULL)) {
            generator.writeName(name);
            StoredJson.writePayload(generator, value);
        }
    }

    private void failure(String name, @Nullable FailureInfo value) {
        if (value != null) {
            generator.writeName(name);
            StoredJson.writeFailure(generator, value);
        }
    }
}
