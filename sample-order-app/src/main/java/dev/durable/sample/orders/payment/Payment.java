package dev.durable.sample.orders.payment;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A payment. The unique idempotency key makes sure that there is one per charge that a workflow asked for. */
@Entity
class Payment {

    @Id
    @GeneratedValue(strategy = GenerationType.UUID)
    private @Nullable UUID id;

    @Column(unique = true)
    private String idempotencyKey;

    private String orderId;

    @Column(precision = 12, scale = 2)
    private BigDecimal amount;

    private Instant chargedAt;

    private @Nullable Instant refundedAt;

    @SuppressWarnings("NullAway.Init")
    protected Payment() {
        // for JPA
    }

    Payment(String idempotencyKey, String orderId, BigDecimal amount, Instant chargedAt) {
        this.idempotencyKey = idempotencyKey;
        this.orderId = orderId;
        this.amount = amount;
        this.chargedAt = chargedAt;
    }

    UUID id() {
        return Objects.requireNonNull(id, "not saved yet");
    }

    String idempotencyKey() {
        return idempotencyKey;
    }

    String orderId() {
        return orderId;
    }

    BigDecimal amount() {
        return amount;
    }
}
