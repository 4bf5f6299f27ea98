package dev.durable.sample.orders.fulfilment;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How an order stands; also what the workflow returns.
 *
 * @param status how far it has come
 * @param paymentId the payment, once the card is charged
 * @param address where it goes
 * @param trackingNumbers its parcels, once they are shipped
 * @param reason why the order is not fulfilled, if it is not
 */
public record OrderProgress(
        OrderStatus status,
        @Nullable UUID paymentId,
        @Nullable String address,
        List<String> trackingNumbers,
        @Nullable String reason) {

    /** Copies the list. */
    public OrderProgress {
        trackingNumbers = List.copyOf(trackingNumbers);
    }
}
