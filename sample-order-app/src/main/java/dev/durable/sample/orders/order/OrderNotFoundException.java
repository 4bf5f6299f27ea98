package dev.durable.sample.orders.order;

/** There is no such order. */
public class OrderNotFoundException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    OrderNotFoundException(String orderId) {
        super("There is no order '" + orderId + "'");
    }
}
