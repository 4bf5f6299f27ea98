package dev.durable.history;

import dev.durable.failure.TimeoutType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Events of a run as a whole: its start, what reaches it from outside, and its end. */
final class WorkflowEventJson {

    private WorkflowEventJson() {}

    static void write(AttributeWriter to, WorkflowExecutionStarted event) {
        to.text(Attribute.WORKFLOW_ID, event.workflowId())
                .text(Attribute.WORKFLOW_TYPE, event.workflowType())
                .text(Attribute.TASK_QUEUE, event.taskQueue())
                .payloads(Attribute.INPUT, event.input())
                .number(Attribute.ENGINE_VERSION, event.engineVersion());
        RunSettingsJson.write(to, event.origin());
        RunSettingsJson.write(to, event.options());
        to.namedPayloads(Attribute.HEADER, event.header())
                .namedPayloads(Attribute.MEMO, event.memo())
                .searchAttributes(Attribute.SEARCH_ATTRIBUTES, event.searchAttributes());
    }

    static WorkflowExecutionStarted workflowExecutionStarted(int eventId, Instant time, Attributes from) {
        return new WorkflowExecutionStarted(
                eventId,
                time,
                from.text(Attribute.WORKFLOW_ID),
                from.text(Attribute.WORKFLOW_TYPE),
                from.text(Attribute.TASK_QUEUE),
                from.payloads(Attribute.INPUT),
                from.number(Attribute.ENGINE_VERSION),
                RunSettingsJson.origin(from),
                RunSettingsJson.options(from),
                from.namedPayloads(Attribute.HEADER),
                from.namedPayloads(Attribute.MEMO),
                from.searchAttributes(Attribute.SEARCH_ATTRIBUTES));
    }

    static void write(AttributeWriter to, WorkflowExecutionSignaled event) {
        to.text(Attribute.SIGNAL_NAME, event.signalName())
                .payloads(Attribute.INPUT, event.input())
                .namedPayloads(Attribute.HEADER, event.header())
                .text(Attribute.REQUEST_ID, event.requestId());
    }

    static WorkflowExecutionSignaled workflowExecutionSignaled(int eventId, Instant time, Attributes from) {
        return new WorkflowExecutionSignaled(
                eventId,
                time,
                from.text(Attribute.SIGNAL_NAME),
                from.payloads(Attribute.INPUT),
                from.namedPayloads(Attribute.HEADER),
                from.textOrNull(Attribute.REQUEST_ID));
    }

    static void write(AttributeWriter to, WorkflowExecutionUpdateAccepted event) {
        to.text(Attribute.UPDATE_ID, event.updateId())
                .text(Attribute.UPDATE_NAME, event.updateName())
                .payloads(Attribute.INPUT, event.input())
                .namedPayloads(Attribute.HEADER, event.header());
    }

    static WorkflowExecutionUpdateAccepted workflowExecutionUpdateAccepted(int eventId, Instant time, Attributes from) {
        return new WorkflowExecutionUpdateAccepted(
                eventId,
                time,
                from.text(Attribute.UPDATE_ID),
                from.text(Attribute.UPDATE_NAME),
                from.payloads(Attribute.INPUT),
                from.namedPayloads(Attribute.HEADER));
    }

    static void write(AttributeWriter to, WorkflowExecutionUpdateCompleted event) {
        to.number(Attribute.ACCEPTED_EVENT_ID, event.acceptedEventId())
                .payload(Attribute.RESULT, event.result())
                .failure(Attribute.FAILURE, event.failure());
    }

    static WorkflowExecutionUpdateCompleted workflowExecutionUpdateCompleted(
            int eventId, Instant time, Attributes from) {
        return new WorkflowExecutionUpdateCompleted(
                eventId,
                time,
                from.number(Attribute.ACCEPTED_EVENT_ID),
                from.payload(Attribute.RESULT),
                from.failureOrNull(Attribute.FAILURE));
    }

    static void write(AttributeWriter to, WorkflowExecutionCancelRequested event) {
        to.text(Attribute.REASON, event.reason());
    }

    static WorkflowExecutionCancelRequested workflowExecutionCancelRequested(
            int eventId, Instant time, Attributes from) {
        return new WorkflowExecutionCancelRequested(eventId, time, from.text(Attribute.REASON));
    }

    static void write(AttributeWriter to, WorkflowExecutionTerminated event) {
        to.text(Attribute.REASON, event.reason()).text(Attribute.NEW_RUN_ID, event.newRunId());
    }

    static WorkflowExecutionTerminated workflowExecutionTerminated(int eventId, Instant time, Attributes from) {
        return new WorkflowExecutionTerminated(
                eventId, time, from.text(Attribute.REASON), from.runIdOrNull(Attribute.NEW_RUN_ID));
    }

    static void write(AttributeWriter to, WorkflowExecutionTimedOut event) {
        to.choice(Attribute.TIMEOUT_TYPE, event.timeoutType(), TimeoutType.WORKFLOW_RUN)
                .text(Attribute.NEW_RUN_ID, event.newRunId());
    }

    static WorkflowExecutionTimedOut workflowExecutionTimedOut(int eventId, Instant time, Attributes from) {
        return new WorkflowExecutionTimedOut(
                eventId,
                time,
                from.choice(Attribute.TIMEOUT_TYPE, TimeoutType.WORKFLOW_RUN),
                from.runIdOrNull(Attribute.NEW_RUN_ID));
    }

    static void write(AttributeWriter to, WorkflowExecutionPaused event) {
        to.text(Attribute.REASON, event.reason());
    }

    static WorkflowExecutionPaused workflowExecutionPaused(int eventId, Instant time, Attributes from) {
        return new WorkflowExecutionPaused(eventId, time, from.text(Attribute.REASON));
    }

    static void write(AttributeWriter to, WorkflowExecutionUnpaused event) {
        to.text(Attribute.REASON, event.reason());
    }

    static WorkflowExecutionUnpaused workflowExecutionUnpaused(int eventId, Instant time, Attributes from) {
        return new WorkflowExecutionUnpaused(eventId, time, from.text(Attribute.REASON));
    }

    static void write(AttributeWriter to, WorkflowExecutionReset event) {
        to.text(Attribute.BASE_RUN_ID, event.baseRunId())
                .number(Attribute.BASE_EVENT_ID, event.baseEventId())
                .text(Attribute.NEW_RUN_ID, event.newRunId())
                .text(Attribute.REASON, event.reason());
    }

    static WorkflowExecutionReset workflowExecutionReset(int eventId, Instant time, Attributes from) {
        return new WorkflowExecutionReset(
                eventId,
                time,
                from.runId(Attribute.BASE_RUN_ID),
                from.number(Attribute.BASE_EVENT_ID),
                from.runId(Attribute.NEW_RUN_ID),
                from.text(Attribute.REASON));
    }

    static void write(AttributeWriter to, WorkflowExecutionResetRequested event) {
        List<String> reapplied = new ArrayList<>(2);
        if (event.reapplySignals()) {
            reapplied.add(EventType.WorkflowExecutionSignaled.name());
        }
        if (event.reapplyUpdates()) {
            reapplied.add(EventType.WorkflowExecutionUpdateAccepted.name());
        }
        to.text(Attribute.NEW_RUN_ID, event.newRunId())
                .number(Attribute.BASE_EVENT_ID, event.lastEventId())
                .texts(Attribute.REAPPLIED, reapplied)
                .text(Attribute.REASON, event.reason());
    }

    static WorkflowExecutionResetRequested workflowExecutionResetRequested(int eventId, Instant time, Attributes from) {
        List<String> reapplied = from.texts(Attribute.REAPPLIED);
        return new WorkflowExecutionResetRequested(
                eventId,
                time,
                from.runId(Attribute.NEW_RUN_ID),
                from.number(Attribute.BASE_EVENT_ID),
                reapplied.contains(EventType.WorkflowExecutionSignaled.name()),
                reapplied.contains(EventType.WorkflowExecutionUpdateAccepted.name()),
                from.text(Attribute.REASON));
    }

    static void write(AttributeWriter to, WorkflowExecutionRetryRequested event) {
        to.number(Attribute.SCHEDULED_EVENT_ID, event.scheduledEventId());
    }

    static WorkflowExecutionRetryRequested workflowExecutionRetryRequested(int eventId, Instant time, Attributes from) {
        return new WorkflowExecutionRetryRequested(eventId, time, from.number(Attribute.SCHEDULED_EVENT_ID));
    }

    static void write(AttributeWriter to, WorkflowExecutionCompleted event) {
        to.payload(Attribute.RESULT, event.result());
    }

    static WorkflowExecutionCompleted workflowExecutionCompleted(int eventId, Instant time, Attributes from) {
        return new WorkflowExecutionCompleted(eventId, time, from.payload(Attribute.RESULT));
    }

    static void write(AttributeWriter to, WorkflowExecutionFailed event) {
        to.failure(Attribute.FAILURE, event.failure()).text(Attribute.NEW_RUN_ID, event.newRunId());
    }

    static WorkflowExecutionFailed workflowExecutionFailed(int eventId, Instant time, Attributes from) {
        return new WorkflowExecutionFailed(
                eventId, time, from.failure(Attribute.FAILURE), from.runIdOrNull(Attribute.NEW_RUN_ID));
    }

    static void write(AttributeWriter to, WorkflowExecutionCanceled event) {
        to.failure(Attribute.FAILURE, event.failure());
    }

    static WorkflowExecutionCanceled workflowExecutionCanceled(int eventId, Instant time, Attributes from) {
        return new WorkflowExecutionCanceled(eventId, time, from.failure(Attribute.FAILURE));
    }

    static void write(AttributeWriter to, WorkflowExecutionContinuedAsNew event) {
        to.text(Attribute.NEW_RUN_ID, event.newRunId())
                .text(Attribute.WORKFLOW_TYPE, event.workflowType())
                .text(Attribute.TASK_QUEUE, event.taskQueue())
                .payloads(Attribute.INPUT, event.input());
        RunSettingsJson.write(to, event.options());
        to.namedPayloads(Attribute.HEADER, event.header())
                .namedPayloads(Attribute.MEMO, event.memo())
                .searchAttributes(Attribute.SEARCH_ATTRIBUTES, event.searchAttributes());
    }

    static WorkflowExecutionContinuedAsNew workflowExecutionContinuedAsNew(int eventId, Instant time, Attributes from) {
        return new WorkflowExecutionContinuedAsNew(
                eventId,
                time,
                from.runId(Attribute.NEW_RUN_ID),
                from.text(Attribute.WORKFLOW_TYPE),
                from.text(Attribute.TASK_QUEUE),
                from.payloads(Attribute.INPUT),
                RunSettingsJson.options(from),
                from.namedPayloads(Attribute.HEADER),
                from.namedPayloads(Attribute.MEMO),
                from.searchAttributes(Attribute.SEARCH_ATTRIBUTES));
    }
}
