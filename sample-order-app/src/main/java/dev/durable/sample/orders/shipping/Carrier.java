package dev.durable.sample.orders.shipping;

import java.time.Clock;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Stands for the carrier: collects one parcel per order. */
@Component
class Carrier {

    private final ShipmentRepository shipments;
    private final Clock clock;

    Carrier(ShipmentRepository shipments) {
        this.shipments = shipments;
        this.clock = Clock.systemUTC();
    }

    /** Collects a parcel, unless it was done for this order before. */
    @Transactional
    String collect(String orderId, String customer) {
        return shipments
                .findByOrderId(orderId)
                .orElseGet(() -> shipments.saveAndFlush(new Shipment(orderId, customer, clock.instant())))
                .trackingNumber();
    }
}
