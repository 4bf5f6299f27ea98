package dev.durable.history;

import dev.durable.failure.TimeoutType;
import dev.durable.workflow.ChildCancellationType;
import dev.durable.workflow.ParentClosePolicy;
import dev.durable.workflow.WorkflowIdReusePolicy;
import java.time.Instant;

/** Events between workflows: children, and signals and cancellations to others. */
final class RelatedWorkflowEventJson {

    private RelatedWorkflowEventJson() {}

    static void write(AttributeWriter to, StartChildWorkflowExecutionInitiated event) {
        to.text(Attribute.WORKFLOW_ID, event.workflowId())
                .text(Attribute.RUN_ID, event.runId())
                .text(Attribute.WORKFLOW_TYPE, event.workflowType())
                .text(Attribute.TASK_QUEUE, event.taskQueue())
                .payloads(Attribute.INPUT, event.input());
        RunSettingsJson.write(to, event.options());
        to.choice(Attribute.PARENT_CLOSE_POLICY, event.parentClosePolicy(), ParentClosePolicy.TERMINATE)
                .choice(
                        Attribute.CANCELLATION_TYPE,
                        event.cancellationType(),
                        ChildCancellationType.WAIT_CANCELLATION_COMPLETED)
                .choice(Attribute.ID_REUSE_POLICY, event.idReusePolicy(), WorkflowIdReusePolicy.ALLOW_DUPLICATE)
                .namedPayloads(Attribute.HEADER, event.header())
                .namedPayloads(Attribute.MEMO, event.memo())
                .searchAttributes(Attribute.SEARCH_ATTRIBUTES, event.searchAttributes());
    }

    static StartChildWorkflowExecutionInitiated startChildWorkflowExecutionInitiated(
            int eventId, Instant time, Attributes from) {
        return new StartChildWorkflowExecutionInitiated(
                eventId,
                time,
                from.text(Attribute.WORKFLOW_ID),
                from.runId(Attribute.RUN_ID),
                from.text(Attribute.WORKFLOW_TYPE),
                from.text(Attribute.TASK_QUEUE),
                from.payloads(Attribute.INPUT),
                RunSettingsJson.options(from),
                from.choice(Attribute.PARENT_CLOSE_POLICY, ParentClosePolicy.TERMINATE),
                from.choice(Attribute.CANCELLATION_TYPE, ChildCancellationType.WAIT_CANCELLATION_COMPLETED),
                from.choice(Attribute.ID_REUSE_POLICY, WorkflowIdReusePolicy.ALLOW_DUPLICATE),
                from.namedPayloads(Attribute.HEADER),
                from.namedPayloads(Attribute.MEMO),
                from.searchAttributes(Attribute.SEARCH_ATTRIBUTES));
    }

    static void write(AttributeWriter to, StartChildWorkflowExecutionFailed event) {
        to.number(Attribute.INITIATED_EVENT_ID, event.initiatedEventId()).text(Attribute.CAUSE, event.cause());
    }

    static StartChildWorkflowExecutionFailed startChildWorkflowExecutionFailed(
            int eventId, Instant time, Attributes from) {
        return new StartChildWorkflowExecutionFailed(
                eventId, time, from.number(Attribute.INITIATED_EVENT_ID), from.text(Attribute.CAUSE));
    }

    static void write(AttributeWriter to, ChildWorkflowExecutionStarted event) {
        to.number(Attribute.INITIATED_EVENT_ID, event.initiatedEventId());
    }

    static ChildWorkflowExecutionStarted childWorkflowExecutionStarted(int eventId, Instant time, Attributes from) {
        return new ChildWorkflowExecutionStarted(eventId, time, from.number(Attribute.INITIATED_EVENT_ID));
    }

    static void write(AttributeWriter to, ChildWorkflowExecutionCompleted event) {
        to.number(Attribute.INITIATED_EVENT_ID, event.initiatedEventId()).payload(Attribute.RESULT, event.result());
    }

    static ChildWorkflowExecutionCompleted childWorkflowExecutionCompleted(int eventId, Instant time, Attributes from) {
        return new ChildWorkflowExecutionCompleted(
                eventId, time, from.number(Attribute.INITIATED_EVENT_ID), from.payload(Attribute.RESULT));
    }

    static void write(AttributeWriter to, ChildWorkflowExecutionFailed event) {
        to.number(Attribute.INITIATED_EVENT_ID, event.initiatedEventId()).failure(Attribute.FAILURE, event.failure());
    }

    static ChildWorkflowExecutionFailed childWorkflowExecutionFailed(int eventId, Instant time, Attributes from) {
        return new ChildWorkflowExecutionFailed(
                eventId, time, from.number(Attribute.INITIATED_EVENT_ID), from.failure(Attribute.FAILURE));
    }

    static void write(AttributeWriter to, ChildWorkflowExecutionCanceled event) {
        to.number(Attribute.INITIATED_EVENT_ID, event.initiatedEventId()).failure(Attribute.FAILURE, event.failure());
    }

    static ChildWorkflowExecutionCanceled childWorkflowExecutionCanceled(int eventId, Instant time, Attributes from) {
        return new ChildWorkflowExecutionCanceled(
                eventId, time, from.number(Attribute.INITIATED_EVENT_ID), from.failure(Attribute.FAILURE));
    }

    static void write(AttributeWriter to, ChildWorkflowExecutionTimedOut event) {
        to.number(Attribute.INITIATED_EVENT_ID, event.initiatedEventId())
                .choice(Attribute.TIMEOUT_TYPE, event.timeoutType(), TimeoutType.WORKFLOW_RUN);
    }

    static ChildWorkflowExecutionTimedOut childWorkflowExecutionTimedOut(int eventId, Instant time, Attributes from) {
        return new ChildWorkflowExecutionTimedOut(
                eventId,
                time,
                from.number(Attribute.INITIATED_EVENT_ID),
                from.choice(Attribute.TIMEOUT_TYPE, TimeoutType.WORKFLOW_RUN));
    }

    static void write(AttributeWriter to, ChildWorkflowExecutionTerminated event) {
        to.number(Attribute.INITIATED_EVENT_ID, event.initiatedEventId()).text(Attribute.REASON, event.reason());
    }

    static ChildWorkflowExecutionTerminated childWorkflowExecutionTerminated(
            int eventId, Instant time, Attributes from) {
        return new ChildWorkflowExecutionTerminated(
                eventId, time, from.number(Attribute.INITIATED_EVENT_ID), from.text(Attribute.REASON));
    }

    static void write(AttributeWriter to, SignalExternalWorkflowExecutionInitiated event) {
        to.text(Attribute.WORKFLOW_ID, event.workflowId())
                .text(Attribute.RUN_ID, event.runId())
                .text(Attribute.SIGNAL_NAME, event.signalName())
                .payloads(Attribute.INPUT, event.input())
                .namedPayloads(Attribute.HEADER, event.header());
    }

    static SignalExternalWorkflowExecutionInitiated signalExternalWorkflowExecutionInitiated(
            int eventId, Instant time, Attributes from) {
        return new SignalExternalWorkflowExecutionInitiated(
                eventId,
                time,
                from.text(Attribute.WORKFLOW_ID),
                from.runIdOrNull(Attribute.RUN_ID),
                from.text(Attribute.SIGNAL_NAME),
                from.payloads(Attribute.INPUT),
                from.namedPayloads(Attribute.HEADER));
    }

    static void write(AttributeWriter to, ExternalWorkflowExecutionSignaled event) {
        to.number(Attribute.INITIATED_EVENT_ID, event.initiatedEventId());
    }

    static ExternalWorkflowExecutionSignaled externalWorkflowExecutionSignaled(
            int eventId, Instant time, Attributes from) {
        return new ExternalWorkflowExecutionSignaled(eventId, time, from.number(Attribute.INITIATED_EVENT_ID));
    }

    static void write(AttributeWriter to, SignalExternalWorkflowExecutionFailed event) {
        to.number(Attribute.INITIATED_EVENT_ID, event.initiatedEventId()).text(Attribute.CAUSE, event.cause());
    }

    static SignalExternalWorkflowExecutionFailed signalExternalWorkflowExecutionFailed(
            int eventId, Instant time, Attributes from) {
        return new SignalExternalWorkflowExecutionFailed(
                eventId, time, from.number(Attribute.INITIATED_EVENT_ID), from.text(Attribute.CAUSE));
    }

    static void write(AttributeWriter to, RequestCancelExternalWorkflowExecutionInitiated event) {
        to.text(Attribute.WORKFLOW_ID, event.workflowId())
                .text(Attribute.RUN_ID, event.runId())
                .text(Attribute.REASON, event.reason());
    }

    static RequestCancelExternalWorkflowExecutionInitiated requestCancelExternalWorkflowExecutionInitiated(
            int eventId, Instant time, Attributes from) {
        return new RequestCancelExternalWorkflowExecutionInitiated(
                eventId,
                time,
                from.text(Attribute.WORKFLOW_ID),
                from.runIdOrNull(Attribute.RUN_ID),
                from.text(Attribute.REASON));
    }

    static void write(AttributeWriter to, ExternalWorkflowExecutionCancelRequested event) {
        to.number(Attribute.INITIATED_EVENT_ID, event.initiatedEventId());
    }

    static ExternalWorkflowExecutionCancelRequested externalWorkflowExecutionCancelRequested(
            int eventId, Instant time, Attributes from) {
        return new ExternalWorkflowExecutionCancelRequested(eventId, time, from.number(Attribute.INITIATED_EVENT_ID));
    }

    static void write(AttributeWriter to, RequestCancelExternalWorkflowExecutionFailed event) {
        to.number(Attribute.INITIATED_EVENT_ID, event.initiatedEventId()).text(Attribute.CAUSE, event.cause());
    }

    static RequestCancelExternalWorkflowExecutionFailed requestCancelExternalWorkflowExecutionFailed(
            int eventId, Instant time, Attributes from) {
        return new RequestCancelExternalWorkflowExecutionFailed(
                eventId, time, from.number(Attribute.INITIATED_EVENT_ID), from.text(Attribute.CAUSE));
    }
}
