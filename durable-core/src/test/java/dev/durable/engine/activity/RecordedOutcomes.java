package dev.durable.engine.activity;

import dev.durable.client.FailedAttempt;
import dev.durable.history.InboundEvent;
import dev.durable.store.ActivityTaskState;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Remembers what was reported, and submits next attempts like a run does if it is told where to. Thread-safe. */
final class RecordedOutcomes implements ActivityOutcomes {

    /** A report of the activity's end. */
    record Ended(UUID runId, InboundEvent event) {}

    /** A report of another attempt. */
    record Next(UUID runId, ActivityTask task, @Nullable FailedAttempt failed) {}

    /** A report of a local activity's end. */
    record LocalEnded(UUID runId, int execution, InboundEvent event) {}

    private final List<Ended> ended = new CopyOnWriteArrayList<>();
    private final List<Next> next = new CopyOnWriteArrayList<>();
    private final List<LocalEnded> localEnded = new CopyOnWriteArrayList<>();
    private final List<ActivityTaskState> underWay = new CopyOnWriteArrayList<>();
    private volatile CompletableFuture<Void> stored = CompletableFuture.completedFuture(null);
    private volatile @Nullable ActivityExecutor resubmitTo;

    void resubmitTo(ActivityExecutor executor) {
        resubmitTo = executor;
    }

    @Override
    public void ended(UUID runId, InboundEvent outcome) {
        ended.add(new Ended(runId, outcome));
    }

    @Override
    public void localEnded(UUID runId, int execution, InboundEvent outcome) {
        localEnded.add(new LocalEnded(runId, execution, outcome));
    }

    @Override
    public void resultStored(UUID runId, int scheduledEventId, int attempt) {}

    @Override
    public CompletableFuture<Void> underWay(UUID runId, ActivityTaskState state) {
        underWay.add(state);
        return stored;
    }

    /** What comes is stored when the test says so. */
    CompletableFuture<Void> storeLater() {
        stored = new CompletableFuture<>();
        return stored;
    }

    /** What was to be stored about attempts under way. */
    List<ActivityTaskState> underWay() {
        return underWay;
    }

    List<LocalEnded> localEnds() {
        return localEnded;
    }

    @Override
    public void nextAttempt(UUID runId, ActivityTask task, @Nullable FailedAttempt failed) {
        next.add(new Next(runId, task, failed));
        @Nullable ActivityExecutor executor = resubmitTo;
        if (executor != null) {
            executor.submit(task);
        }
    }

    List<InboundEvent> events() {
        return ended.stream().map(Ended::event).toList();
    }

    InboundEvent onlyEvent() {
        if (ended.size() != 1) {
            throw new AssertionError("Expected one event but there are " + ended);
        }
        return ended.get(0).event();
    }

    List<Next> nextAttempts() {
        return next;
    }

    Next onlyNextAttempt() {
        if (next.size() != 1) {
            throw new AssertionError("Expected one next attempt but there are " + next);
        }
        return next.get(0);
    }

    int reports() {
        return ended.size() + next.size();
    }
}
