package dev.durable.jpa;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** A row of {@code durable_update_rejection}: the answer to an update that came as a message. */
@Entity(name = "UpdateRejection")
@Table(name = "update_rejection")
class UpdateRejectionRow {

    @Id
    UUID messageId;

    Instant rejectedAt;

    @JdbcTypeCode(SqlTypes.LONG32VARCHAR)
    String failure;

    /** For Hibernate, which sets the fields. */
    @SuppressWarnings("NullAway.Init")
    UpdateRejectionRow() {}

    UpdateRejectionRow(UUID messageId, Instant rejectedAt, String failure) {
        this.messageId = messageId;
        this.rejectedAt = rejectedAt;
        this.failure = failure;
    }
}
