package dev.durable.store.memory;

import dev.durable.store.StoreConflictException;
import dev.durable.store.StoreConflictException.Kind;
import dev.durable.store.StoredSchedule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The schedules, or a draft of changes over them, in which a deleted one has no row. Guarded by the store's lock. */
final class MemorySchedules {

    private final @Nullable MemorySchedules base;
    private final TreeMap<String, Optional<StoredSchedule>> rows = new TreeMap<>();

    MemorySchedules(@Nullable MemorySchedules base) {
        this.base = base;
    }

    /** Makes the draft's changes those of its base. */
    void apply() {
        if (base == null) {
            throw new IllegalStateException("Only a draft can be applied");
        }
        base.rows.putAll(rows);
    }

    boolean create(StoredSchedule schedule) {
        if (find(schedule.scheduleId()).isPresent()) {
            return false;
        }
        put(schedule, schedule.version());
        return true;
    }

    Optional<StoredSchedule> find(String scheduleId) {
        Optional<StoredSchedule> row = rows.get(scheduleId);
        if (row == null) {
            return base == null ? Optional.empty() : base.find(scheduleId);
        }
        return row;
    }

    List<StoredSchedule> list(String idPrefix, @Nullable String afterId, int limit) {
        return all().values().stream()
                .flatMap(Optional::stream)
                .filter(schedule -> schedule.scheduleId().startsWith(idPrefix))
                .filter(schedule -> afterId == null || schedule.scheduleId().compareTo(afterId) > 0)
                .limit(limit)
                .toList();
    }

    boolean replace(StoredSchedule schedule) {
        boolean current = find(schedule.scheduleId())
                .map(row -> row.version() == schedule.version())
                .orElse(false);
        if (current) {
            put(schedule, schedule.version() + 1);
        }
        return current;
    }

    boolean delete(String scheduleId) {
        boolean found = find(scheduleId).isPresent();
        rows.put(scheduleId, Optional.empty());
        return found;
    }

    Optional<Instant> earliestWakeUp() {
        return all().values().stream()
                .flatMap(Optional::stream)
                .flatMap(schedule -> Stream.ofNullable(schedule.wakeAt()))
                .min(Comparator.naturalOrder());
    }

    List<StoredSchedule> claimDue(Instant now, Instant until, int limit) {
        List<StoredSchedule> due = new ArrayList<>();
        for (Optional<StoredSchedule> row : List.copyOf(all().values())) {
            Instant wakeAt = row.map(StoredSchedule::wakeAt).orElse(null);
            if (wakeAt != null && !wakeAt.isAfter(now) && due.size() < limit) {
                StoredSchedule claimed = row.orElseThrow().withWakeAt(Micros.of(until));
                rows.put(claimed.scheduleId(), Optional.of(claimed));
                due.add(claimed);
            }
        }
        return due;
    }

    /** What a change that went well in a draft means if it does not any more. */
    static StoreConflictException changed(String scheduleId) {
        return new StoreConflictException(
                Kind.SCHEDULE_CHANGED, "Schedule '" + scheduleId + "' was changed at the same time.", null);
    }

    private void put(StoredSchedule schedule, int version) {
        rows.put(
                schedule.scheduleId(),
                Optional.of(new StoredSchedule(
                        schedule.scheduleId(),
                        version,
                        Micros.ofNullable(schedule.wakeAt()),
                        schedule.paused(),
                        schedule.definition(),
                        schedule.progress())));
    }

    private Map<String, Optional<StoredSchedule>> all() {
        if (base == null) {
            return rows;
        }
        TreeMap<String, Optional<StoredSchedule>> all = new TreeMap<>();
        all.putAll(base.all());
        all.putAll(rows);
        return all;
    }
}
