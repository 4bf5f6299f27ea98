package dev.durable.sample.orders.order;

import dev.durable.sample.orders.fulfilment.OrderStatus;

/** An order cannot be cancelled any more. */
public class CancellationTooLateException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CancellationTooLateException(String orderId, OrderStatus status) {
        super("Order '" + orderId + "' cannot be cancelled any more, it is " + status);
    }
}
