package dev.durable.engine.schedule;

import dev.durable.client.WorkflowStatus;
import dev.durable.history.HistoryEvent;
import dev.durable.history.WorkflowExecutionCompleted;
import dev.durable.history.WorkflowExecutionFailed;
import dev.durable.payload.FailureInfo;
import dev.durable.payload.Payload;
import dev.durable.schedule.OverlapPolicy;
import dev.durable.schedule.Schedule;
import dev.durable.schedule.ScheduleBackfill;
import dev.durable.schedule.ScheduleCounts;
import dev.durable.schedule.ScheduleState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One look at a schedule: what has closed is noted, what is due is added to what waits, and it is decided what is taken. Nothing here
 * touches the store or a run. Not thread-safe; used once, its methods in the order in which they stand here.
 */
final class ScheduleTurn {

    /** Times that are looked at in one turn; if there are more, another turn follows. */
    private static final int MOST_TIMES = 1000;

    /** Actions started in one turn regardless of others; if there are more, another turn follows. */
    private static final int MOST_OVERLAPPING_STARTS = 100;

    /** Actions that wait. */
    private static final int MOST_WAITING = 1000;

    /** Places among them that backfills leave to others. */
    private static final int ROOM_FOR_OTHERS = 500;

    private static final int RECENT = 10;
    private static final int OVERLAPPING_KEPT_IN_MIND = 20;

    private final LoadedSchedule loaded;
    private final ScheduleTimes times;
    private final Instant now;
    private final List<TakenAction> running;
    private final List<TakenAction> recent;
    private final List<ScheduleBackfill> backfills;
    private List<WaitingAction> waiting;
    private ScheduleState state;
    private Instant actedUntil;
    private ScheduleCounts counts;
    private @Nullable Payload lastResult;
    private @Nullable FailureInfo lastFailure;
    private boolean more;

    ScheduleTurn(LoadedSchedule loaded, Instant now) {
        ScheduleProgress progress = loaded.progress();
        this.loaded = loaded;
        this.times = loaded.times();
        this.now = now;
        this.running = new ArrayList<>(progress.running());
        this.recent = new ArrayList<>(progress.recent());
        this.backfills = new ArrayList<>(progress.backfills());
        this.waiting = new ArrayList<>(progress.waiting());
        this.state = loaded.schedule().state();
        this.actedUntil = progress.actedUntil();
        this.counts = progress.counts();
        this.lastResult = progress.lastResult();
        this.lastFailure = progress.lastFailure();
    }

    /** Actions whose workflows were open when they were looked at last. */
    List<TakenAction> running() {
        return List.copyOf(running);
    }

    /** Notes that a workflow goes on in another run. */
    void goesOnAs(TakenAction action, UUID runId) {
        running.replaceAll(each -> each.equals(action) ? action.withRunId(runId) : each);
        recent.replaceAll(each -> each.runId().equals(action.runId()) ? each.withRunId(runId) : each);
    }

    /**
     * Notes that a workflow has closed.
     *
     * @param status how, or null if there is no trace of it
     * @param closing its last event, or null
     */
    void closed(TakenAction action, @Nullable WorkflowStatus status, @Nullable HistoryEvent closing) {
        running.remove(action);
        if (action.overlapping() || status == null) {
            return;
        }
        lastFailure = closing instanceof WorkflowExecutionFailed failed ? failed.failure() : null;
        if (closing instanceof WorkflowExecutionCompleted completed) {
            lastResult = completed.result();
        }
        boolean failed = status == WorkflowStatus.FAILED || status == WorkflowStatus.TIMED_OUT;
        if (failed && loaded.schedule().policy().pauseOnFailure() && !state.paused()) {
            state = state.asPaused("Paused because workflow '" + action.workflowId() + "' "
                    + (status == WorkflowStatus.FAILED ? "failed." : "timed out."));
        }
    }

    /** Decides what is to be done to what runs, and which actions may be taken. */
    OverlapDecision decide(Predicate<WaitingAction> possible) {
        drop(action -> !action.manual() && !state.acts());
        collectDue();
        collectBackfills();
        drop(possible.negate());
        OverlapDecision decision = OverlapDecision.of(
                waiting,
                running.stream().anyMatch(action -> !action.overlapping()),
                loaded.schedule().policy().overlap());
        counts = counts.plusSkipped(decision.skipped());
        waiting = new ArrayList<>(decision.keep());
        return decision;
    }

    /** Whether the action may be taken now; if not, it is left out. */
    boolean admits(WaitingAction action) {
        if (action.manual()) {
            return true;
        }
        if (!state.acts()) {
            counts = counts.plusSkipped(1);
            return false;
        }
        state = state.afterAction();
        return true;
    }

    /** Notes that an action is taken. */
    void taken(TakenAction action) {
        counts = counts.plusActions(1);
        recent.add(0, action);
        if (recent.size() > RECENT) {
            recent.remove(RECENT);
        }
        running.add(action);
        List<TakenAction> overlapping =
                running.stream().filter(TakenAction::overlapping).toList();
        if (overlapping.size() > OVERLAPPING_KEPT_IN_MIND) {
            running.remove(overlapping.get(0));
        }
    }

    /** Notes that what runs was asked to end. */
    void stopRequested(TakenAction action) {
        running.replaceAll(each -> each.equals(action) ? action.withStopRequested() : each);
    }

    @Nullable
    Payload lastResult() {
        return lastResult;
    }

    @Nullable
    FailureInfo lastFailure() {
        return lastFailure;
    }

    /** The schedule as it is after the turn. */
    LoadedSchedule result() {
        Schedule schedule = loaded.schedule().withState(state);
        ScheduleProgress before = loaded.progress();
        return loaded.with(
                schedule,
                new ScheduleProgress(
                        before.createdAt(),
                        before.updatedAt(),
                        actedUntil,
                        running,
                        recent,
                        waiting,
                        backfills,
                        counts,
                        lastResult,
                        lastFailure));
    }

    /**
     * When the schedule has to be looked at again, or null if not.
     *
     * @param watchInterval how often to look whether what runs has closed, if something depends on that
     */
    @Nullable
    Instant nextLook(Duration watchInterval) {
        if (more || !backfills.isEmpty() && hasRoomForBackfills()) {
            return now;
        }
        boolean sequential = running.stream().anyMatch(action -> !action.overlapping());
        boolean watched = !waiting.isEmpty()
                || !backfills.isEmpty()
                || sequential && loaded.schedule().policy().pauseOnFailure() && !state.paused();
        Instant watch = watched ? now.plus(watchInterval) : null;
        ActionTime next = state.acts() ? times.next(actedUntil) : null;
        if (next == null) {
            return watch;
        }
        return watch != null && watch.isBefore(next.due()) ? watch : next.due();
    }

    private void drop(Predicate<WaitingAction> condition) {
        int before = waiting.size();
        waiting.removeIf(condition);
        counts = counts.plusSkipped(before - waiting.size());
    }

    private void collectDue() {
        int left = mostTimes(loaded.schedule().policy().overlap());
        while (state.acts()) {
            ActionTime next = times.next(actedUntil);
            if (next == null || next.due().isAfter(now)) {
                return;
            }
            if (left-- == 0) {
                more = true;
                return;
            }
            actedUntil = next.nominal();
            if (next.due().plus(loaded.schedule().policy().catchUpWindow()).isBefore(now)) {
                counts = counts.plusMissed(1);
            } else if (waiting.size() >= MOST_WAITING) {
                counts = counts.plusDropped(1);
            } else {
                waiting.add(new WaitingAction(next.nominal(), null, false));
            }
        }
    }

    /** Takes up times of the stretches, as long as there is room: what is asked for is not dropped. */
    private void collectBackfills() {
        while (!backfills.isEmpty()) {
            ScheduleBackfill backfill = backfills.get(0);
            OverlapPolicy own = backfill.overlap();
            int left = mostTimes(own != null ? own : loaded.schedule().policy().overlap());
            ScheduleBackfill rest = collect(backfill, left);
            if (rest != null) {
                backfills.set(0, rest);
                return;
            }
            backfills.remove(0);
        }
    }

    /** What is left of the stretch, or null if nothing is. */
    private @Nullable ScheduleBackfill collect(ScheduleBackfill backfill, int most) {
        Instant done = backfill.from().minusNanos(1);
        for (int left = most; ; left--) {
            ActionTime next = times.next(done);
            if (next == null || next.nominal().isAfter(backfill.to())) {
                return null;
            }
            if (left == 0 || !hasRoomForBackfills()) {
                return new ScheduleBackfill(next.nominal(), backfill.to(), backfill.overlap());
            }
            done = next.nominal();
            waiting.add(new WaitingAction(done, backfill.overlap(), true));
        }
    }

    private boolean hasRoomForBackfills() {
        return waiting.size() < MOST_WAITING - ROOM_FOR_OTHERS;
    }

    private static int mostTimes(OverlapPolicy policy) {
        return policy == OverlapPolicy.ALLOW_ALL ? MOST_OVERLAPPING_STARTS : MOST_TIMES;
    }
}
