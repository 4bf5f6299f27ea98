package dev.durable.jpa;

import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** A row of {@code durable_activity_task}. */
@Entity(name = "ActivityTask")
@Table(name = "activity_task")
class ActivityTaskRow {

    /** The run, and the event that scheduled the activity. */
    @Embeddable
    record Key(UUID runId, int scheduledEventId) {}

    @EmbeddedId
    Key key;

    int attempt;

    Instant nextAttemptAt;

    boolean released;

    @JdbcTypeCode(SqlTypes.LONG32VARCHAR)
    @Nullable
    String lastFailure;

    @JdbcTypeCode(SqlTypes.LONG32VARCHAR)
    @Nullable
    String heartbeat;

    @JdbcTypeCode(SqlTypes.LONG32VARCHAR)
    @Nullable
    String heartbeatMetadata;

    /** For Hibernate, which sets the fields. */
    @SuppressWarnings("NullAway.Init")
    ActivityTaskRow() {}

    ActivityTaskRow(Key key, int attempt, Instant nextAttemptAt, boolean released) {
        this.key = key;
        this.attempt = attempt;
        this.nextAttemptAt = nextAttemptAt;
        this.released = released;
    }
}
