package dev.durable.engine.schedule;

import dev.durable.schedule.OverlapPolicy;
import dev.durable.schedule.Schedule;
import dev.durable.schedule.ScheduleBackfill;
import dev.durable.schedule.ScheduleDescription;
import dev.durable.schedule.ScheduleHandle;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A schedule, addressed by its id. */
final class EngineScheduleHandle implements ScheduleHandle {

    private final String scheduleId;
    private final ScheduleChanges changes;
    private final ScheduleDescriptions descriptions;

    EngineScheduleHandle(String scheduleId, ScheduleChanges changes, ScheduleDescriptions descriptions) {
        this.scheduleId = scheduleId;
        this.changes = changes;
        this.descriptions = descriptions;
    }

    @Override
    public String scheduleId() {
        return scheduleId;
    }

    @Override
    public ScheduleDescription describe() {
        return descriptions.describe(changes.find(scheduleId), changes.now());
    }

    @Override
    public void update(UnaryOperator<Schedule> change) {
        changes.change(scheduleId, present -> {
            Schedule changed = change.apply(present.schedule());
            return changed.equals(present.schedule()) ? present : present.redefined(changed, changes.now());
        });
    }

    @Override
    public void pause(String note) {
        update(schedule -> schedule.withState(schedule.state().asPaused(note)));
    }

    @Override
    public void unpause(String note) {
        update(schedule -> schedule.withState(schedule.state().asUnpaused(note)));
    }

    @Override
    public void trigger() {
        triggerBy(null);
    }

    @Override
    public void trigger(OverlapPolicy overlap) {
        triggerBy(overlap);
    }

    @Override
    public void backfill(ScheduleBackfill... stretches) {
        changes.change(
                scheduleId,
                present -> present.with(present.schedule(), present.progress().withBackfills(List.of(stretches))));
    }

    @Override
    public void delete() {
        changes.delete(scheduleId);
    }

    private void triggerBy(@Nullable OverlapPolicy overlap) {
        Instant now = changes.now();
        changes.change(
                scheduleId,
                present -> present.with(present.schedule(), present.progress().triggeredAt(now, overlap)));
    }
}
