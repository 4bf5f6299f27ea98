package dev.durable.engine.replay;

import dev.durable.history.ActivityTaskCanceled;
import dev.durable.history.ActivityTaskCompleted;
import dev.durable.history.ActivityTaskFailed;
import dev.durable.history.ActivityTaskScheduled;
import dev.durable.history.ActivityTaskTimedOut;
import dev.durable.history.ChildWorkflowExecutionCanceled;
import dev.durable.history.ChildWorkflowExecutionCompleted;
import dev.durable.history.ChildWorkflowExecutionFailed;
import dev.durable.history.HistoryEvent;
import dev.durable.history.LocalActivityTaskCompleted;
import dev.durable.history.LocalActivityTaskFailed;
import dev.durable.history.MarkerRecorded;
import dev.durable.history.SignalExternalWorkflowExecutionInitiated;
import dev.durable.history.StartChildWorkflowExecutionInitiated;
import dev.durable.history.WorkflowExecutionSignaled;
import dev.durable.history.WorkflowExecutionStarted;
import dev.durable.history.WorkflowExecutionUpdateAccepted;
import dev.durable.history.WorkflowExecutionUpdateCompleted;
import dev.durable.history.WorkflowPropertiesModified;
import dev.durable.payload.FailureInfo;
import dev.durable.payload.Payload;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * About how many bytes an event takes: its payloads and failures, and a fixed amount for the rest. Told from the event alone, so that
 * it is the same in every replay, and without encoding it once more.
 */
final class EventSize {

    private static final long FIXED = 100;

    private EventSize() {}

    static long of(List<? extends HistoryEvent> events) {
        long size = 0;
        for (HistoryEvent event : events) {
            size += of(event);
        }
        return size;
    }

    /** One branch for each kind of event that carries data; the switch does not compile when one is missing. */
    static long of(HistoryEvent event) {
        return FIXED
                + switch (event.type()) {
                    case WorkflowExecutionStarted ->
                        payloads(((WorkflowExecutionStarted) event).input())
                                + payloads(((WorkflowExecutionStarted) event)
                                        .header()
                                        .values())
                                + payloads(((WorkflowExecutionStarted) event)
                                        .memo()
                                        .values());
                    case WorkflowExecutionSignaled ->
                        payloads(((WorkflowExecutionSignaled) event).input())
                                + payloads(((WorkflowExecutionSignaled) event)
                                        .header()
                                        .values());
                    case WorkflowExecutionUpdateAccepted ->
                        payloads(((WorkflowExecutionUpdateAccepted) event).input())
                                + payloads(((WorkflowExecutionUpdateAccepted) event)
                                        .header()
                                        .values());
                    case WorkflowExecutionUpdateCompleted ->
                        payload(((WorkflowExecutionUpdateCompleted) event).result())
                                + failure(((WorkflowExecutionUpdateCompleted) event).failure());
                    case ActivityTaskScheduled ->
                        payloads(((ActivityTaskScheduled) event).input())
                                + payloads(
                                        ((ActivityTaskScheduled) event).header().values());
                    case ActivityTaskCompleted -> payload(((ActivityTaskCompleted) event).result());
                    case ActivityTaskFailed -> failure(((ActivityTaskFailed) event).failure());
                    case ActivityTaskTimedOut -> failure(((ActivityTaskTimedOut) event).lastFailure());
                    case ActivityTaskCanceled -> failure(((ActivityTaskCanceled) event).failure());
                    case ActivityTaskReported, WorkflowExecutionResetRequested, WorkflowExecutionRetryRequested ->
                        throw new IllegalArgumentException(event.type() + " is no part of a history");
                    case LocalActivityTaskCompleted -> payload(((LocalActivityTaskCompleted) event).result());
                    case LocalActivityTaskFailed -> failure(((LocalActivityTaskFailed) event).failure());
                    case MarkerRecorded -> payload(((MarkerRecorded) event).value());
                    case WorkflowPropertiesModified ->
                        payloads(((WorkflowPropertiesModified) event).memo().values());
                    case StartChildWorkflowExecutionInitiated ->
                        payloads(((StartChildWorkflowExecutionInitiated) event).input())
                                + payloads(((StartChildWorkflowExecutionInitiated) event)
                                        .header()
                                        .values())
                                + payloads(((StartChildWorkflowExecutionInitiated) event)
                                        .memo()
                                        .values());
                    case ChildWorkflowExecutionCompleted -> payload(((ChildWorkflowExecutionCompleted) event).result());
                    case ChildWorkflowExecutionFailed -> failure(((ChildWorkflowExecutionFailed) event).failure());
                    case ChildWorkflowExecutionCanceled -> failure(((ChildWorkflowExecutionCanceled) event).failure());
                    case SignalExternalWorkflowExecutionInitiated ->
                        payloads(((SignalExternalWorkflowExecutionInitiated) event).input())
                                + payloads(((SignalExternalWorkflowExecutionInitiated) event)
                                        .header()
                                        .values());
                    case WorkflowExecutionCancelRequested,
                            WorkflowExecutionTerminated,
                            WorkflowExecutionTimedOut,
                            WorkflowExecutionPaused,
                            WorkflowExecutionUnpaused,
                            WorkflowExecutionReset,
                            ActivityTaskCancelRequested,
                            TimerStarted,
                            TimerFired,
                            TimerCanceled,
                            UpsertWorkflowSearchAttributes,
                            StartChildWorkflowExecutionFailed,
                            ChildWorkflowExecutionStarted,
                            ChildWorkflowExecutionTimedOut,
                            ChildWorkflowExecutionTerminated,
                            ExternalWorkflowExecutionSignaled,
                            SignalExternalWorkflowExecutionFailed,
                            RequestCancelExternalWorkflowExecutionInitiated,
                            ExternalWorkflowExecutionCancelRequested,
                            RequestCancelExternalWorkflowExecutionFailed,
                            WorkflowExecutionCompleted,
                            WorkflowExecutionFailed,
                            WorkflowExecutionCanceled,
                            WorkflowExecutionContinuedAsNew -> 0;
                };
    }

    private static long payloads(Collection<Payload> payloads) {
        long size = 0;
        for (Payload payload : payloads) {
            size += payload(payload);
        }
        return size;
    }

    private static long payload(Payload payload) {
        return payload.data().length();
    }

    private static long failure(@Nullable FailureInfo failure) {
        long size = 0;
        for (FailureInfo each = failure; each != null; each = each.cause()) {
            String message = each.message();
            size += FIXED
                    + (message == null ? 0 : message.length())
                    + each.stackTrace().length()
                    + payloads(each.details());
        }
        return size;
    }
}
