package dev.durable.engine.run;

import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.history.ActivityTaskReported;
import dev.durable.history.InboundEvent;
import dev.durable.history.WorkflowExecutionRetryRequested;
import dev.durable.history.WorkflowExecutionSignaled;
import dev.durable.history.WorkflowExecutionUpdateAccepted;
import dev.durable.payload.FailureInfo;
import dev.durable.store.StoreConflictException;
import dev.durable.store.StoredMessage;
import dev.durable.store.UpdateRejection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The messages that are stored for one run. Each becomes an event in the order in which they came, but for signals that the code has
 * no use for yet: these are held beside the run until a handler takes them or the run closes. Updates are accepted or rejected.
 *
 * <p>Confined to the run's actor.
 */
final class RunInbox {

    private final UUID runId;
    private final RunEnvironment environment;
    private final CodeFailures codeFailures;
    private final Applying applying;
    private final Consumer<InboundEvent> onKept;
    private final Set<UUID> held = new HashSet<>();
    private final Map<UUID, FailureInfo> broken = new HashMap<>();
    private boolean messagesStored;
    private Instant lastId = Instant.MIN;
    private int registrations;

    /**
     * @param applying applies an event to the run's code
     * @param onKept told of events that a turn keeps for later
     */
    RunInbox(
            UUID runId,
            RunEnvironment environment,
            CodeFailures codeFailures,
            Applying applying,
            Consumer<InboundEvent> onKept) {
        this.runId = runId;
        this.environment = environment;
        this.codeFailures = codeFailures;
        this.applying = applying;
        this.onKept = onKept;
    }

    /** Whether there may be messages to take. */
    boolean areMessagesStored() {
        return messagesStored;
    }

    void messagesStored(boolean stored) {
        messagesStored = stored;
    }

    /** Whether there is anything that has to become an event before the run closes. */
    boolean hasLeft() {
        return messagesStored || !held.isEmpty();
    }

    /** Stores an event as a message of the run itself, to be applied later. */
    void park(Turn turn, InboundEvent event) {
        turn.park(new StoredMessage(nextId(), event));
        messagesStored = true;
    }

    /** Stores an event as a message of the run itself, to be applied when {@linkplain #lookAtAll all are looked at}. */
    void parkAndKeep(Turn turn, InboundEvent event) {
        StoredMessage message = new StoredMessage(nextId(), event);
        turn.park(message);
        held.add(message.messageId());
        onKept.accept(event);
    }

    /** Ids sort as they are given, even within one tick of the clock. */
    private UUID nextId() {
        Instant now = environment.time().now();
        lastId = now.isAfter(lastId) ? now : lastId.plusNanos(1_000);
        return environment.time().newId(lastId);
    }

    /** Accepts a signal that the code has no use for yet. */
    void hold(Turn turn, RunCode live, WorkflowExecutionSignaled signal, DurableException reason) {
        hold(turn, live, new StoredMessage(nextId(), signal), reason);
    }

    /** Looks at held messages again if the code has got another handler since. */
    void lookAgain(RunCode live) {
        int now = live.handlerRegistrations();
        messagesStored |= now != registrations && !held.isEmpty();
        registrations = now;
    }

    /** Looks at all messages again, those that were kept back, too. */
    void lookAtAll() {
        held.clear();
        messagesStored = true;
    }

    /**
     * Takes the next message that controls a run whose code gets no others now, because it fails or is paused. Others are kept back, and
     * do not make the run due any more.
     *
     * @param isControl whether a message is one of those
     * @return null if there is none; then all were looked at
     */
    @Nullable
    InboundEvent nextControl(Turn turn, Predicate<InboundEvent> isControl) {
        for (Waiting waiting : waiting(turn)) {
            if (isControl.test(waiting.message.event())) {
                remove(turn, waiting);
                return waiting.message.event();
            }
            if (held.add(waiting.message.messageId()) && waiting.inStore) {
                turn.consume(waiting.message.messageId());
                turn.park(waiting.message);
                onKept.accept(waiting.message.event());
            }
        }
        messagesStored = false;
        return null;
    }

    /** Whether there is a message of a kind. */
    boolean has(Turn turn, Predicate<InboundEvent> kind) {
        return waiting(turn).stream().anyMatch(waiting -> kind.test(waiting.message.event()));
    }

    /** What a turn has done with messages has not happened. */
    void forget(Turn turn) {
        turn.parkedMessages().forEach(message -> held.remove(message.messageId()));
        messagesStored |= !turn.consumedMessages().isEmpty();
    }

    /**
     * Takes messages, as far as the turn may grow, or until the code ends. If it has ended already they are taken all, those that are
     * held, too: they are recorded before the end. They stay stored until the turn is committed.
     */
    void take(RunCode live, Turn turn, int maxSteps) {
        boolean late = live.hasEnded();
        List<Waiting> waiting = waiting(turn);
        // what is taken may make another look necessary, so this comes first
        messagesStored = false;
        boolean all = false;
        try {
            all = takeAll(waiting, live, turn, maxSteps);
        } finally {
            messagesStored |= !all;
        }
        if (late) {
            held.clear();
        }
    }

    private boolean takeAll(List<Waiting> messages, RunCode live, Turn turn, int maxSteps) {
        boolean late = live.hasEnded();
        for (Waiting waiting : messages) {
            boolean stop = live.hasEnded() || live.isPaused() || turn.steps() >= maxSteps;
            if (turn.closesRun() || !late && stop) {
                return false;
            }
            take(live, turn, waiting);
            if (messagesStored) {
                return false; // held ones have got a handler, and come before what follows
            }
        }
        return true;
    }

    /**
     * Takes what is about activities of the code, which has ended, and came too late: its successor, to which all else goes, has not asked
     * for them.
     */
    void takeLateReports(Turn turn) {
        for (Waiting waiting : waiting(turn)) {
            InboundEvent event = waiting.message.event();
            if (event instanceof ActivityTaskReported || event instanceof WorkflowExecutionRetryRequested) {
                remove(turn, waiting);
            }
        }
    }

    /** Those in the store which the turn has not taken yet, and those which it stores itself. */
    private List<Waiting> waiting(Turn turn) {
        List<Waiting> waiting = new ArrayList<>();
        List<StoredMessage> parked = new ArrayList<>(turn.parkedMessages());
        for (StoredMessage message : environment.store().messages(runId)) {
            boolean parkedAgain = parked.removeIf(own -> own.messageId().equals(message.messageId()));
            if (parkedAgain || !turn.consumedMessages().contains(message.messageId())) {
                waiting.add(new Waiting(message, true));
            }
        }
        parked.forEach(message -> waiting.add(new Waiting(message, false)));
        return waiting;
    }

    private void take(RunCode live, Turn turn, Waiting waiting) {
        InboundEvent event = waiting.message.event();
        if (event instanceof WorkflowExecutionUpdateAccepted request) {
            takeUpdate(live, turn, waiting, request);
            return;
        }
        requireKnown(live, event);
        DurableException reason = event instanceof WorkflowExecutionSignaled signal && !live.hasEnded()
                ? live.whyUndeliverable(signal)
                : null;
        if (reason == null) {
            remove(turn, waiting);
            applying.apply(live, event);
        } else if (live.isBlockedBy((WorkflowExecutionSignaled) event)) {
            throw reason;
        } else if (!held.contains(waiting.message.messageId())) {
            turn.consume(waiting.message.messageId());
            hold(turn, live, waiting.message, reason);
        }
    }

    /**
     * An answer to something that the code in memory has not asked for is no surprise if it was asked for by a node that had lost the run and
     * did not know: the history is longer than it is here. To drop the answer would lose it.
     */
    private void requireKnown(RunCode live, InboundEvent event) {
        if (event.answersEventId() > live.historyLength()) {
            throw new StoreConflictException(
                    StoreConflictException.Kind.OWNERSHIP_LOST,
                    "The history of run " + runId + " was continued elsewhere.",
                    null);
        }
    }

    private void hold(Turn turn, RunCode live, StoredMessage message, DurableException reason) {
        turn.park(message);
        held.add(message.messageId());
        if (live.isMistake((WorkflowExecutionSignaled) message.event())) {
            turn.codeFailed(codeFailures.messageHeld(reason));
        }
    }

    private void takeUpdate(RunCode live, Turn turn, Waiting waiting, WorkflowExecutionUpdateAccepted request) {
        UUID messageId = waiting.message.messageId();
        if (live.hasEnded() || live.findUpdate(request.updateId()) == null) {
            FailureInfo known = broken.get(messageId);
            FailureInfo reason = known != null ? known : whyRejected(live, request);
            if (reason == null) {
                remove(turn, waiting);
                accept(live, messageId, request);
                return;
            }
            environment
                    .store()
                    .addRejection(
                            new UpdateRejection(messageId, environment.time().now(), reason));
            turn.whenCommitted(() -> broken.remove(messageId)); // this turn, too, may have to be made once more
        }
        remove(turn, waiting);
    }

    private @Nullable FailureInfo whyRejected(RunCode live, WorkflowExecutionUpdateAccepted request) {
        return live.hasEnded()
                ? environment
                        .replay()
                        .failures()
                        .toInfo(new DurableException(
                                ErrorCode.WORKFLOW_CLOSED,
                                "The workflow closed before the update '" + request.updateName() + "' was accepted."))
                : live.whyRejected(request);
    }

    private void accept(RunCode live, UUID messageId, WorkflowExecutionUpdateAccepted request) {
        try {
            applying.apply(live, request);
        } catch (RuntimeException e) {
            broken.put(messageId, environment.replay().failures().toInfo(e));
            throw new BrokenUpdateException(request, e);
        }
    }

    private void remove(Turn turn, Waiting waiting) {
        UUID messageId = waiting.message.messageId();
        held.remove(messageId);
        turn.unpark(messageId);
        if (waiting.inStore) {
            turn.consume(messageId);
        }
    }

    /** A message that has not become an event; it may only be stored with the turn in the making. */
    private record Waiting(StoredMessage message, boolean inStore) {}

    /** Applies an event to the run's code. */
    @FunctionalInterface
    interface Applying {

        void apply(RunCode live, InboundEvent event);
    }
}
