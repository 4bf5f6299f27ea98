package dev.durable.sample.orders.payment;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A line on the customer's card statement. Nothing in it is unique, so that a double charge would show. */
@Entity
class Booking {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private @Nullable Long id;

    private UUID paymentId;

    private String idempotencyKey;

    private String orderId;

    @Enumerated(EnumType.STRING)
    @Column(length = 20)
    private Kind kind;

    @Column(precision = 12, scale = 2)
    private BigDecimal amount;

    private Instant bookedAt;

    @SuppressWarnings("NullAway.Init")
    protected Booking() {
        // for JPA
    }

    Booking(Payment payment, Kind kind, Instant bookedAt) {
        this.paymentId = payment.id();
        this.idempotencyKey = payment.idempotencyKey();
        this.orderId = payment.orderId();
        this.kind = kind;
        this.amount = payment.amount();
        this.bookedAt = bookedAt;
    }

    BookingView toView() {
        return new BookingView(kind.name(), paymentId, idempotencyKey, amount, bookedAt);
    }

    /** In which direction the money went. */
    enum Kind {
        CHARGE,
        REFUND
    }
}
