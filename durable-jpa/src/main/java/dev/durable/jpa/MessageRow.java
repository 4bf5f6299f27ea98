package dev.durable.jpa;

import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** A row of {@code durable_message}. */
@Entity(name = "Message")
@Table(name = "message")
class MessageRow {

    /** The run it waits for, and its own id. */
    @Embeddable
    record Key(UUID runId, UUID messageId) {}

    @EmbeddedId
    Key key;

    boolean parked;

    String eventType;

    Instant eventTime;

    @JdbcTypeCode(SqlTypes.LONG32VARCHAR)
    String attributes;

    /** For Hibernate, which sets the fields. */
    @SuppressWarnings("NullAway.Init")
    MessageRow() {}

    MessageRow(Key key, boolean parked, String eventType, Instant eventTime, String attributes) {
        this.key = key;
        this.parked = parked;
        this.eventType = eventType;
        this.eventTime = eventTime;
        this.attributes = attributes;
    }
}
