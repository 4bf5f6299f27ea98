package dev.durable.store.memory;

import dev.durable.store.ScheduleStore;
import dev.durable.store.StoredSchedule;
import dev.durable.store.TurnWrite;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps schedules in the tables and, until it commits, in the transaction of the thread. Thread-safe. */
final class MemoryScheduleStore implements ScheduleStore {

    private final MemoryDatabase database;

    MemoryScheduleStore(MemoryDatabase database) {
        this.database = database;
    }

    @Override
    public boolean createSchedule(StoredSchedule schedule) {
        return database.changeSchedule(schedule.scheduleId(), schedules -> schedules.create(schedule));
    }

    @Override
    public Optional<StoredSchedule> findSchedule(String scheduleId) {
        return database.read(tables -> tables.schedules().find(scheduleId));
    }

    @Override
    public List<StoredSchedule> listSchedules(String idPrefix, @Nullable String afterId, int limit) {
        return database.read(tables -> tables.schedules().list(idPrefix, afterId, limit));
    }

    @Override
    public boolean replaceSchedule(StoredSchedule schedule) {
        return database.changeSchedule(schedule.scheduleId(), schedules -> schedules.replace(schedule));
    }

    @Override
    public boolean commitSchedule(StoredSchedule schedule, List<TurnWrite> starts) {
        return database.commit(starts, draft -> {
            boolean replaced = draft.schedules().replace(schedule);
            if (replaced) {
                starts.forEach(start -> database.writer().write(draft, start, new HashSet<>()));
            }
            return replaced;
        });
    }

    @Override
    public boolean deleteSchedule(String scheduleId) {
        return database.changeSchedule(scheduleId, schedules -> schedules.delete(scheduleId));
    }

    @Override
    public Optional<Instant> earliestScheduleWakeUp() {
        return database.locked(() -> database.tables().schedules().earliestWakeUp());
    }

    @Override
    public List<StoredSchedule> claimDueSchedules(Instant now, Instant until, int limit) {
        return database.locked(() -> database.tables().schedules().claimDue(now, until, limit));
    }
}
