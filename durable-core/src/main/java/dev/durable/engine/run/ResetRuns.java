package dev.durable.engine.run;

import dev.durable.engine.Uuids;
import dev.durable.history.HistoryEvent;
import dev.durable.history.InboundEvent;
import dev.durable.history.RunFacts;
import dev.durable.history.WorkflowExecutionResetRequested;
import dev.durable.history.WorkflowExecutionStarted;
import dev.durable.store.RunReader;
import dev.durable.store.StoredMessage;
import dev.durable.store.TurnWrite;
import dev.durable.workflow.WorkflowIdReusePolicy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Makes runs that begin with a part of the history of another one. If that is open, its owner ends it and stores the new one in the same
 * commit; if it has closed, whoever resets it stores the new one. Thread-safe.
 */
public final class ResetRuns {

    private final RunPlacement placement;
    private final RunReader store;

    /** Runs that begin where the placement says. */
    public ResetRuns(RunPlacement placement, RunReader store) {
        this.placement = placement;
        this.store = store;
    }

    /**
     * The turn that stores the new run.
     *
     * @param history the whole history of the run that is reset, up to its end
     */
    public TurnWrite of(
            UUID baseRunId, List<HistoryEvent> history, WorkflowExecutionResetRequested request, Instant now) {
        ResetPoint point = ResetPoint.in(history, request.lastEventId());
        List<HistoryEvent> kept = point.newHistory(baseRunId, request.newRunId(), now, request.reason());
        return placement
                .start(
                        request.newRunId(),
                        (WorkflowExecutionStarted) kept.get(0),
                        WorkflowIdReusePolicy.ALLOW_DUPLICATE)
                .withSearchAttributes(RunFacts.of(kept).storedAttributes())
                .withHistory(kept, messages(point, baseRunId, request, now), point.activityTasks(now));
    }

    /** What happens again comes in the old order, and before messages that are stored for the old run while it is reset. */
    private List<StoredMessage> messages(
            ResetPoint point, UUID baseRunId, WorkflowExecutionResetRequested request, Instant now) {
        List<InboundEvent> events =
                new ArrayList<>(point.happeningAgain(request.reapplySignals(), request.reapplyUpdates()));
        events.addAll(new LostAnswers(store).to(point.unanswered(), point.kept(), baseRunId, now));
        List<StoredMessage> stored = new ArrayList<>(events.size());
        Instant id = Instant.MIN;
        for (InboundEvent event : events) {
            id = event.time().isAfter(id) ? event.time() : id.plusNanos(1_000);
            stored.add(new StoredMessage(Uuids.version7(id, request.newRunId(), stored.size()), event));
        }
        return stored;
    }
}
