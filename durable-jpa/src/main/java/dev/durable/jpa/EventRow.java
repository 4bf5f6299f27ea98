package dev.durable.jpa;

import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** A row of {@code durable_event}. Its primary key is the fence against a second writer. */
@Entity(name = "Event")
@Table(name = "event")
class EventRow {

    /** The run, and the event's place in its history. */
    @Embeddable
    record Key(UUID runId, int eventId) {}

    @EmbeddedId
    Key key;

    String eventType;

    Instant eventTime;

    @JdbcTypeCode(SqlTypes.LONG32VARCHAR)
    String attributes;

    /** For Hibernate, which sets the fields. */
    @SuppressWarnings("NullAway.Init")
    EventRow() {}

    EventRow(Key key, String eventType, Instant eventTime, String attributes) {
        this.key = key;
        this.eventType = eventType;
        this.eventTime = eventTime;
        this.attributes = attributes;
    }
}
