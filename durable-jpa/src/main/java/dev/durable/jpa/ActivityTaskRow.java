package dev.durable.jpa;

import dev.durable.store.ActivityTaskState;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
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

    Instant stageAt;

    @Enumerated(EnumType.STRING)
    ActivityTaskState.Stage stage;

    @JdbcTypeCode(SqlTypes.LONG32VARCHAR)
    @Nullable
    String lastFailure;

    @JdbcTypeCode(SqlTypes.LONG32VARCHAR)
    @Nullable
    String heartbeat;

    @JdbcTypeCode(SqlTypes.LONG32VARCHAR)
    @Nullable
    String heartbeatMetadata;

    @Nullable
    Instant heartbeatAt;

    /** The queue whose nodes may make the attempt; null if the owner of the run does. */
    @Nullable
    String taskQueue;

    @Nullable
    String activityType;

    @Nullable
    Short priority;

    /** When it may be claimed; null if nobody may. */
    @Nullable
    Instant availableAt;

    /** The node that has claimed it. */
    @Nullable
    UUID claimant;

    boolean cancelRequested;

    /** For Hibernate, which sets the fields. */
    @SuppressWarnings("NullAway.Init")
    ActivityTaskRow() {}

    ActivityTaskRow(Key key, int attempt, ActivityTaskState.Stage stage, Instant stageAt) {
        this.key = key;
        this.attempt = attempt;
        this.stage = stage;
        this.stageAt = stageAt;
    }
}
