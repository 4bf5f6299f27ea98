package dev.durable.engine.run;

import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.history.ActivityTaskScheduled;
import dev.durable.history.CommandEvent;
import dev.durable.history.EventType;
import dev.durable.history.HistoryEvent;
import dev.durable.history.InboundEvent;
import dev.durable.history.RunOptions;
import dev.durable.history.RunOrigin;
import dev.durable.history.StartChildWorkflowExecutionInitiated;
import dev.durable.history.WorkflowExecutionPaused;
import dev.durable.history.WorkflowExecutionReset;
import dev.durable.history.WorkflowExecutionSignaled;
import dev.durable.history.WorkflowExecutionStarted;
import dev.durable.history.WorkflowExecutionUpdateAccepted;
import dev.durable.store.ActivityTaskState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A point of a history to which a run goes back: what is kept, and what of the rest is to happen again. */
public final class ResetPoint {

    private final List<HistoryEvent> kept;
    private final List<HistoryEvent> rest;
    private final Map<Integer, HistoryEvent> pending = new LinkedHashMap<>();

    private ResetPoint(List<HistoryEvent> kept, List<HistoryEvent> rest) {
        this.kept = kept;
        this.rest = rest;
        for (HistoryEvent event : kept) {
            pending.put(event.eventId(), event);
            pending.remove(event.endsEventId());
        }
    }

    /**
     * The point after an event. The pause that the engine records when a run is ended from outside is no point of its own: nothing happens
     * there, and the code may not have made the step before it.
     *
     * @throws DurableException {@code DUR-2070} if it is not the end of a step, or if the code has not heard of what is kept
     */
    public static ResetPoint in(List<HistoryEvent> history, int last) {
        if (last > history.size() || last > 1 && !isEndOfStep(history, last)) {
            throw illegal(last, history, "is not the last one of a step");
        }
        int end = isPausedByItsEnd(history.get(last - 1)) ? last - 1 : last;
        List<HistoryEvent> kept = history.subList(0, end);
        if (isUnheard(kept)) {
            throw illegal(last, history, "came while the run was paused, and its code has not heard of it");
        }
        return new ResetPoint(kept, history.subList(end, history.size()));
    }

    private static boolean isPausedByItsEnd(HistoryEvent event) {
        return event instanceof WorkflowExecutionPaused pause && pause.isPartOfTheEnd();
    }

    private static boolean isEndOfStep(List<HistoryEvent> history, int last) {
        return last == history.size() ? !history.get(last - 1).closesRun() : history.get(last) instanceof InboundEvent;
    }

    /** Whether there are messages that a paused run had got when it was ended from outside. */
    private static boolean isUnheard(List<HistoryEvent> kept) {
        boolean paused = false;
        for (HistoryEvent event : kept) {
            if (paused && event instanceof InboundEvent inbound && inbound.mayComeTooLate()) {
                return true;
            }
            paused = event.type() == EventType.WorkflowExecutionPaused
                    || paused
                            && event.type() != EventType.WorkflowExecutionUnpaused
                            && event.type() != EventType.WorkflowExecutionReset;
        }
        return false;
    }

    private static DurableException illegal(int last, List<HistoryEvent> history, String why) {
        return new DurableException(
                ErrorCode.RESET_POINT_ILLEGAL,
                "Event " + last + " of a history of " + history.size() + " events " + why + ".");
    }

    /** Children that were started before the point and have not ended there. */
    public List<StartChildWorkflowExecutionInitiated> keptChildren() {
        return pending.values().stream()
                .filter(StartChildWorkflowExecutionInitiated.class::isInstance)
                .map(StartChildWorkflowExecutionInitiated.class::cast)
                .toList();
    }

    /** The events that are kept. */
    List<HistoryEvent> kept() {
        return kept;
    }

    /** The history with which the new run begins. Its time limits are those of a run that starts now. */
    List<HistoryEvent> newHistory(UUID baseRunId, UUID newRunId, Instant now, String reason) {
        WorkflowExecutionStarted base = (WorkflowExecutionStarted) kept.get(0);
        RunOptions options = base.options().renewedAt(now);
        if (kept.size() == 1) {
            return List.of(base.with(origin(base, baseRunId, null), options.withStartDelay(Duration.ZERO))
                    .at(1, now));
        }
        List<HistoryEvent> history = new ArrayList<>(kept);
        history.set(0, base.with(origin(base, baseRunId, base.origin().seedOf(baseRunId)), options));
        history.add(new WorkflowExecutionReset(
                kept.size() + 1, notBeforeLast(now), baseRunId, kept.size(), newRunId, reason));
        return history;
    }

    /** A run that begins anew draws its own numbers and continues its base; one that replays needs what its base was told. */
    private static RunOrigin origin(WorkflowExecutionStarted base, UUID baseRunId, @Nullable UUID seed) {
        RunOrigin origin = base.origin();
        return new RunOrigin(
                origin.firstOf(baseRunId),
                seed,
                seed == null ? baseRunId : origin.continuedRunId(),
                origin.attempt(),
                origin.parent(),
                origin.lastResult(),
                origin.lastFailure());
    }

    /** What is to happen again: signals and updates if that is wished, and the answers of others to what is kept. */
    List<InboundEvent> happeningAgain(boolean signals, boolean updates) {
        List<InboundEvent> again = new ArrayList<>();
        for (HistoryEvent event : rest) {
            if (event instanceof WorkflowExecutionSignaled && signals
                    || event instanceof WorkflowExecutionUpdateAccepted && updates
                    || asked(event) != null) {
                again.add(((InboundEvent) event).at(0, event.time()));
            }
        }
        return again;
    }

    /** Requests to others that are kept and whose final answers are not in the history. */
    List<CommandEvent> unanswered() {
        Map<Integer, CommandEvent> unanswered = new LinkedHashMap<>();
        pending.forEach((id, event) -> {
            if (RelatedRuns.isRequest(event)) {
                unanswered.put(id, (CommandEvent) event);
            }
        });
        rest.forEach(event -> unanswered.remove(event.endsEventId()));
        return List.copyOf(unanswered.values());
    }

    /** Activities that were pending have not begun as far as the new run is concerned. */
    List<ActivityTaskState> activityTasks(Instant now) {
        return pending.values().stream()
                .filter(ActivityTaskScheduled.class::isInstance)
                .map(event -> ActivityTaskState.waiting(event.eventId(), 1, now, null, null)
                        .asReleased())
                .toList();
    }

    /** The request of others that the event answers, if it is kept. */
    private @Nullable HistoryEvent asked(HistoryEvent answer) {
        HistoryEvent asked = pending.get(answer.answersEventId());
        return asked != null && RelatedRuns.isRequest(asked) ? asked : null;
    }

    private Instant notBeforeLast(Instant now) {
        Instant last = kept.get(kept.size() - 1).time();
        return now.isBefore(last) ? last : now;
    }
}
