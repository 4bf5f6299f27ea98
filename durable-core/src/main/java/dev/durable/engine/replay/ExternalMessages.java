package dev.durable.engine.replay;

import dev.durable.failure.ExternalWorkflowFailure;
import dev.durable.history.CommandEvent;
import dev.durable.history.RequestCancelExternalWorkflowExecutionFailed;
import dev.durable.history.RequestCancelExternalWorkflowExecutionInitiated;
import dev.durable.history.SignalExternalWorkflowExecutionFailed;
import dev.durable.history.SignalExternalWorkflowExecutionInitiated;
import dev.durable.payload.Payload;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Signals and cancellations that one run sends to others, with the promises that they are accepted. Confined to the run. */
final class ExternalMessages {

    private final RunContext context;
    private final Map<Integer, Pending> pending = new LinkedHashMap<>();

    ExternalMessages(RunContext context) {
        this.context = context;
    }

    /** Sends a signal and blocks until it is accepted. */
    void signal(
            String workflowId,
            @Nullable UUID runId,
            String signalName,
            List<Payload> input,
            Map<String, Payload> header) {
        context.requireCommandsAllowed("signal " + signalName);
        context.scopes().current().throwIfCanceled();
        SignalExternalWorkflowExecutionInitiated signal =
                context.record(eventId -> new SignalExternalWorkflowExecutionInitiated(
                        eventId, context.now(), workflowId, runId, signalName, input, header));
        add(signal, workflowId).getHere();
    }

    /** Asks for cancellation and blocks until the request is accepted. */
    void cancel(String workflowId, @Nullable UUID runId, String reason) {
        context.requireCommandsAllowed("cancel");
        requestCancel(workflowId, runId, reason).getHere();
    }

    /** Asks for cancellation, whatever the calling scope. */
    RunPromise<@Nullable Void> requestCancel(String workflowId, @Nullable UUID runId, String reason) {
        RequestCancelExternalWorkflowExecutionInitiated cancel = context.record(eventId ->
                new RequestCancelExternalWorkflowExecutionInitiated(eventId, context.now(), workflowId, runId, reason));
        return add(cancel, workflowId);
    }

    boolean contains(int initiatedEventId) {
        return pending.containsKey(initiatedEventId);
    }

    void accepted(int initiatedEventId) {
        remove(initiatedEventId).accepted.fulfil(null);
    }

    void failed(SignalExternalWorkflowExecutionFailed event) {
        refuse(event.initiatedEventId(), "The signal could not be delivered");
    }

    void failed(RequestCancelExternalWorkflowExecutionFailed event) {
        refuse(event.initiatedEventId(), "The cancellation could not be delivered");
    }

    private void refuse(int initiatedEventId, String what) {
        Pending refused = remove(initiatedEventId);
        refused.accepted.fail(new ExternalWorkflowFailure(
                refused.workflowId, what + ": workflow '" + refused.workflowId + "' is not open"));
    }

    private RunPromise<@Nullable Void> add(CommandEvent initiated, String workflowId) {
        RunPromise<@Nullable Void> accepted = new RunPromise<@Nullable Void>(context)
                .about(() -> "workflow '" + workflowId + "' to take the message of event " + initiated.eventId());
        pending.put(initiated.eventId(), new Pending(workflowId, accepted));
        return accepted;
    }

    private Pending remove(int initiatedEventId) {
        Pending removed = pending.remove(initiatedEventId);
        if (removed == null) {
            throw new IllegalStateException("No message of event " + initiatedEventId + " is pending");
        }
        return removed;
    }

    private record Pending(String workflowId, RunPromise<@Nullable Void> accepted) {}
}
