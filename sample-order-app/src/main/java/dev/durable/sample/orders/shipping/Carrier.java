package dev.durable.sample.orders.shipping;

import java.time.Clock;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Stands for the carrier: collects each parcel of an order once. */
@Component
public class Carrier {

    private final ShippedParcelRepository parcels;
    private final Clock clock;

    Carrier(ShippedParcelRepository parcels) {
        this.parcels = parcels;
        this.clock = Clock.systemUTC();
    }

    /** Collects a parcel, unless it was done before. */
    @Transactional
    String collect(Parcel parcel) {
        return parcels.findByOrderIdAndNumber(parcel.orderId(), parcel.number())
                .orElseGet(() -> parcels.saveAndFlush(new ShippedParcel(parcel, clock.instant())))
                .trackingNumber();
    }

    /** The parcels of an order that were collected, by their numbers. */
    @Transactional(readOnly = true)
    public List<ParcelView> parcels(String orderId) {
        return parcels.findByOrderIdOrderByNumber(orderId).stream()
                .map(ShippedParcel::toView)
                .toList();
    }
}
