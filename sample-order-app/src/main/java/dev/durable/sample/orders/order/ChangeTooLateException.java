package dev.durable.sample.orders.order;

import dev.durable.sample.orders.fulfilment.OrderStatus;

/** An order has come too far to be cancelled or sent elsewhere. */
public class ChangeTooLateException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ChangeTooLateException(String orderId, String change, OrderStatus status) {
        super("Order '" + orderId + "' cannot be " + change + " any more, it is " + status);
    }
}
