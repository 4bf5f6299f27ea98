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

/** A row of {@code durable_failed_attempt}. */
@Entity(name = "FailedAttempt")
@Table(name = "failed_attempt")
class FailedAttemptRow {

    /** The run, the event that scheduled the activity (0 for workflow code), and which attempt it was. */
    @Embeddable
    record Key(UUID runId, int scheduledEventId, int attempt) {}

    @EmbeddedId
    Key key;

    Instant failedAt;

    @Nullable
    Instant nextAttemptAt;

    @Nullable
    Instant failingSince;

    @JdbcTypeCode(SqlTypes.LONG32VARCHAR)
    String failure;

    /** For Hibernate, which sets the fields. */
    @SuppressWarnings("NullAway.Init")
    FailedAttemptRow() {}

    FailedAttemptRow(
            Key key,
            Instant failedAt,
            @Nullable Instant nextAttemptAt,
            @Nullable Instant failingSince,
            String failure) {
        this.key = key;
        this.failedAt = failedAt;
        this.nextAttemptAt = nextAttemptAt;
        this.failingSince = failingSince;
        this.failure = failure;
    }
}
