package dev.durable.engine.run;

import dev.durable.history.ChildWorkflowExecutionStarted;
import dev.durable.history.CommandEvent;
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
import dev.durable.store.StoredMessage;
import dev.durable.store.TurnOutput;
import dev.durable.store.TurnWrite;
import java.time.Instant;
import java.util.ArrayList;
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
    private final Consumer<RunInput> toSelf;

    /**
     * @param newRuns begins runs that were stored for this node
     * @param toSelf the mailbox of the run itself
     */
    RelatedRuns(
            RunEnvironment environment,
            RunDirectory directory,
            NewRuns newRuns,
            RunPlacement placement,
            RunOutput output,
            Consumer<RunInput> toSelf) {
        this.environment = environment;
        this.directory = directory;
        this.newRuns = newRuns;
        this.placement = placement;
        this.output = output;
        this.toSelf = toSelf;
    }

    /** After the commit of a turn. What the run itself learns comes first: a child that begins may end at once. */
    void follow(TurnWrite turn, CommitResult result) {
        TurnOutput written = turn.output();
        if (written.isEmpty()) {
            return;
        }
        if (turn.closing() == null) {
            answer(requestsIn(turn.events()), result);
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
        if (successor != null && !placement.isHere(successor)
                || !written.children().stream().allMatch(placement::isHere)) {
            environment.claims().hurry();
        }
    }

    private void answer(List<CommandEvent> requests, CommitResult result) {
        if (result.known()) {
            requests.forEach(request -> answer(request, !result.refused().contains(identity(request))));
        } else {
            toSelf.accept(new RunInput.LookUp(requests));
        }
    }

    /** After the run came to this node: requests of its history that have no answer, there or among its messages, are looked up. */
    void takeUp(List<HistoryEvent> history, List<StoredMessage> messages) {
        Map<Integer, CommandEvent> unanswered = new LinkedHashMap<>();
        requestsIn(history).forEach(request -> unanswered.put(request.eventId(), request));
        history.forEach(event -> unanswered.remove(event.answersEventId()));
        messages.stream()
                .map(StoredMessage::event)
                .filter(RelatedRuns::isAnswer)
                .forEach(answer -> unanswered.remove(answer.answersEventId()));
        if (!unanswered.isEmpty()) {
            toSelf.accept(new RunInput.LookUp(List.copyOf(unanswered.values())));
        }
    }

    /** Ends of children are no answers: that the child has started is still to be told, and before. */
    private static boolean isAnswer(InboundEvent event) {
        return switch (event.type()) {
            case ChildWorkflowExecutionStarted,
                    StartChildWorkflowExecutionFailed,
                    ExternalWorkflowExecutionSignaled,
                    SignalExternalWorkflowExecutionFailed,
                    ExternalWorkflowExecutionCancelRequested,
                    RequestCancelExternalWorkflowExecutionFailed -> true;
            default -> false;
        };
    }

    private static List<CommandEvent> requestsIn(List<HistoryEvent> events) {
        List<CommandEvent> requests = new ArrayList<>(0);
        for (HistoryEvent event : events) {
            if (isRequest(event)) {
                requests.add((CommandEvent) event);
            }
        }
        return requests;
    }

    /** Whether the event asks something of another run. */
    static boolean isRequest(HistoryEvent event) {
        return event instanceof StartChildWorkflowExecutionInitiated
                || event instanceof SignalExternalWorkflowExecutionInitiated
                || event instanceof RequestCancelExternalWorkflowExecutionInitiated;
    }

    /** Looks up what became of requests; nothing is answered if the store fails meanwhile. */
    void lookUp(List<CommandEvent> requests) {
        Map<CommandEvent, Boolean> granted = new LinkedHashMap<>();
        requests.forEach(request -> granted.put(request, isGranted(request)));
        granted.forEach(this::answer);
    }

    private boolean isGranted(CommandEvent request) {
        if (request instanceof StartChildWorkflowExecutionInitiated child) {
            return environment.store().findRun(child.runId()).isPresent();
        }
        if (request instanceof SignalExternalWorkflowExecutionInitiated signal) {
            return environment.store().isDelivered(signal.workflowId(), identity(signal));
        }
        return mayHaveBeenAsked((RequestCancelExternalWorkflowExecutionInitiated) request);
    }

    /**
     * Whether a run was asked to give up leaves no trace that tells who has asked, but a workflow without an open run was not. If there is
     * doubt it was: that says no more than what the run has asked for.
     */
    private boolean mayHaveBeenAsked(RequestCancelExternalWorkflowExecutionInitiated cancel) {
        return environment
                .store()
                .findRun(cancel.workflowId())
                .filter(run -> run.closedAt() == null || !run.closedAt().isBefore(cancel.time()))
                .isPresent();
    }

    /** What a commit calls the request if it refuses it. */
    private UUID identity(CommandEvent request) {
        return request instanceof StartChildWorkflowExecutionInitiated child
                ? child.runId()
                : output.messageId(request);
    }

    private void answer(CommandEvent request, boolean granted) {
        int id = request.eventId();
        Instant now = environment.time().now();
        InboundEvent answer;
        if (request instanceof StartChildWorkflowExecutionInitiated) {
            answer = granted
                    ? new ChildWorkflowExecutionStarted(0, now, id)
                    : new StartChildWorkflowExecutionFailed(0, now, id, WORKFLOW_ALREADY_EXISTS);
        } else if (request instanceof SignalExternalWorkflowExecutionInitiated) {
            answer = granted
                    ? new ExternalWorkflowExecutionSignaled(0, now, id)
                    : new SignalExternalWorkflowExecutionFailed(0, now, id, WORKFLOW_NOT_FOUND);
        } else {
            answer = granted
                    ? new ExternalWorkflowExecutionCancelRequested(0, now, id)
                    : new RequestCancelExternalWorkflowExecutionFailed(0, now, id, WORKFLOW_NOT_FOUND);
        }
        toSelf.accept(new RunInput.Deliver(answer, null));
    }

    /** Tells the receiver if it is on this node. One on another node finds out by itself; one that nobody owns may be had. */
    private void tell(OutgoingMessage message) {
        RunActor receiver = find(message.receiver());
        if (receiver != null) {
            receiver.post(new RunInput.MessagesStored());
        } else {
            environment.claims().hurry();
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
