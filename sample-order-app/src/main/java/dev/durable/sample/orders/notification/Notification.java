package dev.durable.sample.orders.notification;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A message that was sent. */
@Entity
class Notification {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private @Nullable Long id;

    @Column(unique = true)
    private String idempotencyKey;

    private String orderId;

    private String customer;

    @Column(length = 1000)
    private String message;

    private Instant sentAt;

    @SuppressWarnings("NullAway.Init")
    protected Notification() {
        // for JPA
    }

    Notification(String idempotencyKey, String orderId, String customer, String message, Instant sentAt) {
        this.idempotencyKey = idempotencyKey;
        this.orderId = orderId;
        this.customer = customer;
        this.message = message;
        this.sentAt = sentAt;
    }

    String message() {
        return message;
    }
}
