package dev.durable.sample.orders.fulfilment;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How an order stands; also what the workflow returns.
 *
 * @param status how far it has come
 * @param paymentId the payment, once the card is charged
 * @param trackingNumber the parcel, once it is shipped
 * @param reason why the order is not fulfilled, if it is not
 */
public record OrderProgress(
        OrderStatus status,
        @Nullable UUID paymentId,
        @Nullable String trackingNumber,
        @Nullable String reason) {}
