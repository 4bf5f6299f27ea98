package dev.durable.jpa;

import dev.durable.store.StoredSchedule;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** A row of {@code durable_schedule}. The version is compared by statements of the store's own. */
@Entity(name = "Schedule")
@Table(name = "schedule")
class ScheduleRow {

    @Id
    String scheduleId;

    int version;

    @Nullable
    Instant wakeAt;

    boolean paused;

    @JdbcTypeCode(SqlTypes.LONG32VARCHAR)
    String definition;

    @JdbcTypeCode(SqlTypes.LONG32VARCHAR)
    String progress;

    /** For Hibernate, which sets the fields. */
    @SuppressWarnings("NullAway.Init")
    ScheduleRow() {}

    /** The row of a new schedule. */
    ScheduleRow(StoredSchedule schedule) {
        this.scheduleId = schedule.scheduleId();
        this.version = schedule.version();
        this.wakeAt = Micros.ofNullable(schedule.wakeAt());
        this.paused = schedule.paused();
        this.definition = schedule.definition();
        this.progress = schedule.progress();
    }

    StoredSchedule toStoredSchedule() {
        return new StoredSchedule(scheduleId, version, wakeAt, paused, definition, progress);
    }
}
