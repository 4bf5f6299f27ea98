package dev.durable.sample.orders.shipping;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A parcel. */
@Entity
class Shipment {

    @Id
    @GeneratedValue(strategy = GenerationType.UUID)
    private @Nullable UUID id;

    @Column(unique = true)
    private String orderId;

    private String customer;

    private Instant shippedAt;

    @SuppressWarnings("NullAway.Init")
    protected Shipment() {
        // for JPA
    }

    Shipment(String orderId, String customer, Instant shippedAt) {
        this.orderId = orderId;
        this.customer = customer;
        this.shippedAt = shippedAt;
    }

    String trackingNumber() {
        return "TRACK-" + Objects.requireNonNull(id, "not saved yet");
    }
}
