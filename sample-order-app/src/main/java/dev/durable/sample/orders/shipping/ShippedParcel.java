package dev.durable.sample.orders.shipping;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A parcel that the carrier has. The number of the parcel in its order is unique, so that it is handed over once. */
@Entity
@Table(name = "parcel")
class ShippedParcel {

    @Id
    @GeneratedValue(strategy = GenerationType.UUID)
    private @Nullable UUID id;

    private String orderId;

    @Column(name = "parcel_number")
    private int number;

    private String customer;

    private String address;

    private Instant shippedAt;

    @SuppressWarnings("NullAway.Init")
    protected ShippedParcel() {
        // for JPA
    }

    ShippedParcel(Parcel parcel, Instant shippedAt) {
        this.orderId = parcel.orderId();
        this.number = parcel.number();
        this.customer = parcel.customer();
        this.address = parcel.address();
        this.shippedAt = shippedAt;
    }

    String trackingNumber() {
        return "TRACK-" + Objects.requireNonNull(id, "not saved yet");
    }

    ParcelView toView() {
        return new ParcelView(number, address, trackingNumber(), shippedAt);
    }
}
