package dev.durable.engine.run;

import dev.durable.engine.Uuids;
import dev.durable.history.HistoryEvent;
import dev.durable.history.InboundEvent;
import dev.durable.history.ParentExecution;
import dev.durable.history.RequestCancelExternalWorkflowExecutionInitiated;
import dev.durable.history.RunOrigin;
import dev.durable.history.SignalExternalWorkflowExecutionInitiated;
import dev.durable.history.StartChildWorkflowExecutionInitiated;
import dev.durable.history.WorkflowExecutionCancelRequested;
import dev.durable.history.WorkflowExecutionSignaled;
import dev.durable.history.WorkflowExecutionStarted;
import dev.durable.history.WorkflowExecutionTerminated;
import dev.durable.store.OutgoingMessage;
import dev.durable.store.OutgoingMessage.Receiver;
import dev.durable.store.TurnOutput;
import dev.durable.store.TurnWrite;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes of a run's events what its turn writes of other runs: children, messages, and at its end what others have to know. */
final class RunOutput {

    private final RunIdentity run;
    private final RunPlacement placement;

    RunOutput(RunIdentity run, RunPlacement placement) {
        this.run = run;
        this.placement = placement;
    }

    /**
     * The output of a turn.
     *
     * @param closingMessages messages that follow from the end of the run
     * @param successor the run that takes its place, or null
     */
    TurnOutput of(List<HistoryEvent> events, List<OutgoingMessage> closingMessages, @Nullable TurnWrite successor) {
        List<TurnWrite> children = new ArrayList<>(0);
        List<OutgoingMessage> messages = new ArrayList<>(0);
        for (HistoryEvent event : events) {
            if (event instanceof StartChildWorkflowExecutionInitiated child) {
                children.add(start(child));
            } else if (event instanceof SignalExternalWorkflowExecutionInitiated signal) {
                messages.add(message(signal));
            } else if (event instanceof RequestCancelExternalWorkflowExecutionInitiated cancel) {
                messages.add(message(cancel));
            }
        }
        messages.addAll(closingMessages);
        return children.isEmpty() && messages.isEmpty() && successor == null
                ? TurnOutput.NONE
                : new TurnOutput(children, messages, successor);
    }

    private TurnWrite start(StartChildWorkflowExecutionInitiated child) {
        ParentExecution parent = new ParentExecution(run.workflowId(), run.runId(), child.eventId());
        return placement.start(
                child.runId(),
                new WorkflowExecutionStarted(
                        1,
                        child.time(),
                        child.workflowId(),
                        child.workflowType(),
                        child.taskQueue(),
                        child.input(),
                        WorkflowExecutionStarted.CURRENT_ENGINE_VERSION,
                        RunOrigin.childOf(parent),
                        child.options().startedAt(child.time()),
                        child.header(),
                        child.memo(),
                        child.searchAttributes()),
                child.idReusePolicy());
    }

    /** Identity of the message that an event sends: the same whenever it is asked for. */
    UUID messageId(HistoryEvent event) {
        return Uuids.version7(event.time(), run.runId(), event.eventId());
    }

    private OutgoingMessage message(SignalExternalWorkflowExecutionInitiated signal) {
        UUID messageId = messageId(signal);
        return new OutgoingMessage(
                messageId,
                receiver(signal.workflowId(), signal.runId()),
                new WorkflowExecutionSignaled(
                        0, signal.time(), signal.signalName(), signal.input(), signal.header(), messageId.toString()));
    }

    private OutgoingMessage message(RequestCancelExternalWorkflowExecutionInitiated cancel) {
        return new OutgoingMessage(
                messageId(cancel),
                receiver(cancel.workflowId(), cancel.runId()),
                new WorkflowExecutionCancelRequested(0, cancel.time(), cancel.reason()));
    }

    /** A run that is named stands for those that continue it. */
    private static Receiver receiver(String workflowId, @Nullable UUID runId) {
        return runId == null ? new Receiver.OpenRun(workflowId) : new Receiver.Chain(workflowId, runId);
    }

    /** What the parent has to know of the end; empty if there is none, or if the run is to be reset. */
    Optional<OutgoingMessage> toParent(HistoryEvent closing, WorkflowExecutionStarted started) {
        ParentExecution parent = started.origin().parent();
        boolean reset = closing instanceof WorkflowExecutionTerminated terminated && terminated.newRunId() != null;
        if (parent == null || reset) {
            return Optional.empty();
        }
        InboundEvent outcome = ChildOutcome.of(closing, parent.initiatedEventId());
        return Optional.of(new OutgoingMessage(messageId(closing), new Receiver.Parent(parent.runId()), outcome));
    }
}
