package dev.durable.engine.run;

import dev.durable.history.ChildWorkflowExecutionStarted;
import dev.durable.history.ExternalWorkflowExecutionCancelRequested;
import dev.durable.history.ExternalWorkflowExecutionSignaled;
import dev.durable.history.HistoryEvent;
import dev.durable.history.InboundEvent;
import dev.durable.history.RequestCancelExternalWorkflowExecutionFailed;
import dev.durable.history.RequestCancelExternalWorkflowExecutionInitiated;
import dev.durable.history.SignalExternalWorkflowExecutionFailed;
import dev.durable.history.SignalExternalWorkflowExecutionInitiated;
import dev.durable.history.StartChildWorkflowExecutionFailed;
import dev.durable.history.StartChildWorkflowExecutionInitiated;
import dev.durable.store.CommitResult;
import dev.durable.store.OutgoingMessage;
import dev.durable.store.OutgoingMessage.Receiver;
import dev.durable.store.TurnOutput;
import dev.durable.store.TurnWrite;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What follows for other runs from a committed turn: those that it has stored begin, those that it has sent messages to are told, and
 * the run itself learns what became of its requests. When that is not known, because a commit's answer was lost or the run came from
 * elsewhere, it is looked up. Confined to the run's actor.
 */
final class RelatedRuns {

    private static final String WORKFLOW_ALREADY_EXISTS = "WORKFLOW_ALREADY_EXISTS";
    private static final String WORKFLOW_NOT_FOUND = "WORKFLOW_NOT_FOUND";

    private final RunEnvironment environment;
    private final RunDirectory directory;
    private final NewRuns newRuns;
    private final RunPlacement placement;
    private final RunOutput output;
    private final Consumer<InboundEvent> toSelf;

    /**
     * @param newRuns begins runs that were stored for this node
     * @param toSelf delivers an event to the run itself
     */
    RelatedRuns(
            RunEnvironment environment,
            RunDirectory directory,
            NewRuns newRuns,
            RunPlacement placement,
            RunOutput output,
            Consumer<InboundEvent> toSelf) {
        this.environment = environment;
        this.directory = directory;
        this.newRuns = newRuns;
        this.placement = placement;
        this.output = output;
        this.toSelf = toSelf;
    }

    /** After the commit of a turn. */
    void follow(TurnWrite turn, CommitResult result) {
        TurnOutput written = turn.output();
        if (written.isEmpty()) {
            return;
        }
        written.children().stream()
                .filter(child -> placement.isHere(child) && !result.refused().contains(child.runId()))
                .forEach(child -> newRuns.stored(child, result.known()));
        written.messages().stream()
                .filter(message -> !result.refused().contains(message.messageId()))
                .forEach(this::tell);
        TurnWrite successor = written.successor();
        if (successor != null && placement.isHere(successor)) {
            newRuns.stored(successor, false);
        }
        if (turn.closing() == null) {
            turn.events().forEach(event -> answer(event, result));
        }
    }

    /** After the run came to this node: requests of its history that have no answer there. */
    void lookUpUnanswered(List<HistoryEvent> history) {
        Map<Integer, HistoryEvent> unanswered = new LinkedHashMap<>();
        for (HistoryEvent event : history) {
            if (event instanceof StartChildWorkflowExecutionInitiated
                    || event instanceof SignalExternalWorkflowExecutionInitiated
                    || event instanceof RequestCancelExternalWorkflowExecutionInitiated) {
                unanswered.put(event.eventId(), event);
            } else if (event instanceof ChildWorkflowExecutionStarted started) {
                unanswered.remove(started.initiatedEventId());
            } else {
                unanswered.remove(event.endsEventId());
            }
        }
        unanswered.values().forEach(event -> answer(event, CommitResult.UNKNOWN));
    }

    private void answer(HistoryEvent event, CommitResult result) {
        if (event instanceof StartChildWorkflowExecutionInitiated child) {
            boolean started = result.known() ? !result.refused().contains(child.runId()) : isStored(child.runId());
            toSelf.accept(
                    started
                            ? new ChildWorkflowExecutionStarted(0, now(), child.eventId())
                            : new StartChildWorkflowExecutionFailed(
                                    0, now(), child.eventId(), WORKFLOW_ALREADY_EXISTS));
        } else if (event instanceof SignalExternalWorkflowExecutionInitiated signal) {
            boolean sent = isSent(signal, signal.workflowId(), result);
            toSelf.accept(
                    sent
                            ? new ExternalWorkflowExecutionSignaled(0, now(), signal.eventId())
                            : new SignalExternalWorkflowExecutionFailed(
                                    0, now(), signal.eventId(), WORKFLOW_NOT_FOUND));
        } else if (event instanceof RequestCancelExternalWorkflowExecutionInitiated cancel) {
            // whether a run was asked to give up cannot be told afterwards, and need not: asking twice is asking once
            boolean sent = !result.known() || isSent(cancel, cancel.workflowId(), result);
            toSelf.accept(
                    sent
                            ? new ExternalWorkflowExecutionCancelRequested(0, now(), cancel.eventId())
                            : new RequestCancelExternalWorkflowExecutionFailed(
                                    0, now(), cancel.eventId(), WORKFLOW_NOT_FOUND));
        }
    }

    private boolean isStored(UUID runId) {
        return environment.store().findRun(runId).isPresent();
    }

    private boolean isSent(HistoryEvent event, String workflowId, CommitResult result) {
        UUID messageId = output.messageId(event);
        return result.known()
                ? !result.refused().contains(messageId)
                : environment.store().isDelivered(workflowId, messageId);
    }

    /** Tells the receiver if it is on this node; one elsewhere finds out by itself. */
    private void tell(OutgoingMessage message) {
        RunActor receiver = find(message.receiver());
        if (receiver != null) {
            receiver.post(new RunInput.MessagesStored());
        }
    }

    private @Nullable RunActor find(Receiver receiver) {
        if (receiver instanceof Receiver.Run target) {
            return directory.find(target.runId());
        }
        if (receiver instanceof Receiver.OpenRun open) {
            return directory.find(open.workflowId());
        }
        if (receiver instanceof Receiver.Chain chain) {
            return directory.find(chain.workflowId());
        }
        return receiver instanceof Receiver.Parent parent ? directory.find(parent.runId()) : null;
    }

    private Instant now() {
        return environment.time().now();
    }

    /** Begins runs. */
    interface NewRuns {

        /**
         * A run was stored for this node.
         *
         * @param certain whether nothing but its start is stored for it; otherwise the store is asked
         */
        void stored(TurnWrite start, boolean certain);
    }
}
