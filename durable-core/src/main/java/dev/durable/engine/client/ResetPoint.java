package dev.durable.engine.client;

import dev.durable.client.ResetOptions;
import dev.durable.engine.Uuids;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.history.ActivityTaskScheduled;
import dev.durable.history.ChildWorkflowExecutionStarted;
import dev.durable.history.CommandEvent;
import dev.durable.history.EventType;
import dev.durable.history.HistoryEvent;
import dev.durable.history.InboundEvent;
import dev.durable.history.RunOrigin;
import dev.durable.history.StartChildWorkflowExecutionInitiated;
import dev.durable.history.TimerStarted;
import dev.durable.history.WorkflowExecutionReset;
import dev.durable.history.WorkflowExecutionSignaled;
import dev.durable.history.WorkflowExecutionStarted;
import dev.durable.history.WorkflowExecutionUpdateAccepted;
import dev.durable.store.ActivityTaskState;
import dev.durable.store.StoredMessage;
import dev.durable.store.StoredRun;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** A point of a history to which a run goes back: what is kept, and what of the rest is to happen again. */
final class ResetPoint {

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
     * The point that the options name.
     *
     * @throws DurableException {@code DUR-2070} if it is not the end of a step
     */
    static ResetPoint in(List<HistoryEvent> history, ResetOptions options) {
        int last = options.lastEventId();
        boolean toStart = last == 1;
        boolean isEndOfStep = last < history.size() && history.get(last) instanceof InboundEvent;
        if (!toStart && !isEndOfStep || last > history.size()) {
            throw new DurableException(
                    ErrorCode.RESET_POINT_ILLEGAL,
                    "Event " + last + " of a history of " + history.size()
                            + " events is not the last one of a step that others follow.");
        }
        return new ResetPoint(history.subList(0, last), history.subList(last, history.size()));
    }

    /** Refuses if a child that was started before the point is still open: its result would go to nobody. */
    void requireLegal(Function<UUID, Optional<StoredRun>> runs) {
        for (HistoryEvent event : pending.values()) {
            if (event instanceof StartChildWorkflowExecutionInitiated child
                    && runs.apply(child.runId())
                            .filter(run -> !run.status().isClosed())
                            .isPresent()) {
                throw new DurableException(
                        ErrorCode.RESET_CHILD_OPEN,
                        "Child workflow '" + child.workflowId() + "' was started by event " + child.eventId()
                                + " and is open.");
            }
        }
    }

    /** The history with which the new run begins. */
    List<HistoryEvent> newHistory(UUID baseRunId, Instant now, String reason) {
        WorkflowExecutionStarted base = (WorkflowExecutionStarted) kept.get(0);
        RunOrigin origin = base.origin();
        // a run that begins anew draws its own numbers; one that replays needs those of its base
        UUID seed = kept.size() == 1 ? null : origin.seedOf(baseRunId);
        WorkflowExecutionStarted started = base.withOrigin(new RunOrigin(
                origin.firstOf(baseRunId),
                seed,
                baseRunId,
                origin.attempt(),
                origin.parent(),
                origin.lastResult(),
                origin.lastFailure()));
        List<HistoryEvent> history = new ArrayList<>(kept);
        history.set(0, started);
        if (kept.size() > 1) {
            Instant time = now.isBefore(lastTime()) ? lastTime() : now;
            history.add(new WorkflowExecutionReset(kept.size() + 1, time, baseRunId, kept.size(), reason));
        }
        return history;
    }

    /** What is to happen again: signals and updates as the options say, and the end of what others do for the run. */
    List<StoredMessage> messages(ResetOptions options, Instant now) {
        List<StoredMessage> messages = new ArrayList<>();
        for (HistoryEvent event : rest) {
            boolean again = event instanceof WorkflowExecutionSignaled && options.reapplySignals()
                    || event instanceof WorkflowExecutionUpdateAccepted && options.reapplyUpdates()
                    || isAnswerOfOthers(event);
            if (again) {
                messages.add(new StoredMessage(
                        Uuids.version7(now.plusNanos(1_000L * messages.size())),
                        ((InboundEvent) event).at(0, event.time())));
            }
        }
        return messages;
    }

    /** Activities that were pending have not begun as far as the new run is concerned. */
    List<ActivityTaskState> activityTasks(Instant now) {
        return pending.values().stream()
                .filter(ActivityTaskScheduled.class::isInstance)
                .map(event -> new ActivityTaskState(event.eventId(), 1, now, true, null, null))
                .toList();
    }

    private boolean isAnswerOfOthers(HistoryEvent event) {
        if (event instanceof CommandEvent) {
            return false;
        }
        HistoryEvent asked = event instanceof ChildWorkflowExecutionStarted started
                ? pending.get(started.initiatedEventId())
                : pending.get(event.endsEventId());
        return asked != null
                && asked.type() != EventType.ActivityTaskScheduled
                && !(asked instanceof TimerStarted)
                && asked instanceof CommandEvent;
    }

    private Instant lastTime() {
        return kept.get(kept.size() - 1).time();
    }
}
