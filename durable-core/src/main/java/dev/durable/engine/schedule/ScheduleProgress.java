package dev.durable.engine.schedule;

import dev.durable.payload.FailureInfo;
import dev.durable.payload.Payload;
import dev.durable.schedule.OverlapPolicy;
import dev.durable.schedule.Schedule;
import dev.durable.schedule.ScheduleBackfill;
import dev.durable.schedule.ScheduleCounts;
import dev.durable.schedule.ScheduleState;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far a schedule has come. Immutable.
 *
 * @param createdAt when it was created
 * @param updatedAt when its definition was changed last
 * @param actedUntil times up to this nominal one are done
 * @param running actions whose workflows were open when they were looked at last, oldest first
 * @param recent the latest actions, newest first
 * @param waiting actions that are to be taken, in this order
 * @param backfills stretches that are to be worked through; the beginning of each moves on
 * @param counts what it has done
 * @param lastResult result of the workflow that completed last, or null
 * @param lastFailure failure of the workflow that closed last, or null if it did not fail
 */
record ScheduleProgress(
        Instant createdAt,
        Instant updatedAt,
        Instant actedUntil,
        List<TakenAction> running,
        List<TakenAction> recent,
        List<WaitingAction> waiting,
        List<ScheduleBackfill> backfills,
        ScheduleCounts counts,
        @Nullable Payload lastResult,
        @Nullable FailureInfo lastFailure) {

    ScheduleProgress {
        running = List.copyOf(running);
        recent = List.copyOf(recent);
        waiting = List.copyOf(waiting);
        backfills = List.copyOf(backfills);
    }

    /** Of a schedule that is created now. */
    static ScheduleProgress beginningAt(Instant now) {
        return new ScheduleProgress(
                now, now, now, List.of(), List.of(), List.of(), List.of(), ScheduleCounts.NONE, null, null);
    }

    /**
     * After a change of the definition. Times that have passed are forgotten if they were others, or if they passed without a meaning;
     * what waits is dropped if the schedule does not act any more.
     *
     * @param times those of the new definition
     */
    ScheduleProgress afterChange(Schedule before, Schedule after, ScheduleTimes times, Instant now) {
        boolean beginsAnew =
                !before.spec().equals(after.spec()) || !before.state().acts();
        return new ScheduleProgress(
                        createdAt,
                        now,
                        beginsAnew ? times.lastPassed(actedUntil, now) : actedUntil,
                        running,
                        recent,
                        waiting,
                        backfills,
                        counts,
                        lastResult,
                        lastFailure)
                .afterDropping(after.state());
    }

    /** With an action that somebody asks for. */
    ScheduleProgress triggeredAt(Instant now, @Nullable OverlapPolicy overlap) {
        List<WaitingAction> longer = new ArrayList<>(waiting);
        longer.add(new WaitingAction(unusedTime(now), overlap, true));
        return withWaiting(longer);
    }

    /** With more to be worked through. */
    ScheduleProgress withBackfills(List<ScheduleBackfill> more) {
        List<ScheduleBackfill> all = new ArrayList<>(backfills);
        all.addAll(more);
        return new ScheduleProgress(
                createdAt, updatedAt, actedUntil, running, recent, waiting, all, counts, lastResult, lastFailure);
    }

    private ScheduleProgress afterDropping(ScheduleState state) {
        if (state.acts()) {
            return this;
        }
        List<WaitingAction> kept =
                waiting.stream().filter(WaitingAction::manual).toList();
        return withWaiting(kept).withCounts(counts.plusSkipped(waiting.size() - kept.size()));
    }

    private ScheduleProgress withWaiting(List<WaitingAction> newWaiting) {
        return new ScheduleProgress(
                createdAt,
                updatedAt,
                actedUntil,
                running,
                recent,
                newWaiting,
                backfills,
                counts,
                lastResult,
                lastFailure);
    }

    private ScheduleProgress withCounts(ScheduleCounts newCounts) {
        return new ScheduleProgress(
                createdAt,
                updatedAt,
                actedUntil,
                running,
                recent,
                waiting,
                backfills,
                newCounts,
                lastResult,
                lastFailure);
    }

    /** The workflow id is made of the time, so two triggers of the same millisecond must not have the same one. */
    private Instant unusedTime(Instant now) {
        Instant time = now.truncatedTo(ChronoUnit.MILLIS);
        while (isUsed(time)) {
            time = time.plusMillis(1);
        }
        return time;
    }

    private boolean isUsed(Instant time) {
        return waiting.stream().anyMatch(action -> action.scheduledAt().equals(time))
                || recent.stream().anyMatch(action -> action.scheduledAt().equals(time));
    }
}
