package dev.durable.sample.orders.shipping;

import dev.durable.annotation.Activity;
import dev.durable.annotation.Retry;
import dev.durable.sample.orders.faults.Faults;
import dev.durable.sample.orders.faults.IdempotentEffect;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/** Ships parcels, each of them once, however often it is attempted. */
@Activity(startToCloseTimeout = "10s", retry = @Retry(initialInterval = "200ms", maximumInterval = "2s"))
@Service
public class ShippingActivities {

    private static final Logger log = LoggerFactory.getLogger(ShippingActivities.class);

    private final Carrier carrier;
    private final Faults faults;

    ShippingActivities(Carrier carrier, Faults faults) {
        this.carrier = carrier;
        this.faults = faults;
    }

    /**
     * Hands a parcel to the carrier.
     *
     * @return the tracking number
     */
    public String ship(Parcel parcel) {
        return faults.around(() -> {
            String trackingNumber = IdempotentEffect.once(() -> carrier.collect(parcel));
            log.info("Shipped {} to {} with tracking number {}", parcel.items(), parcel.address(), trackingNumber);
            return trackingNumber;
        });
    }
}
