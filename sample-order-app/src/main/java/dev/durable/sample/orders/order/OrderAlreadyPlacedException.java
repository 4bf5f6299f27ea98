package dev.durable.sample.orders.order;

/** There is an order with this id already. */
public class OrderAlreadyPlacedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    OrderAlreadyPlacedException(String orderId, Throwable cause) {
        super("Order '" + orderId + "' has been placed already", cause);
    }
}
