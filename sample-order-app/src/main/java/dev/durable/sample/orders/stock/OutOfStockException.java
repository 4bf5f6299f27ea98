package dev.durable.sample.orders.stock;

/** There is less in stock than was asked for. Another attempt would not help, and nothing was reserved. */
public class OutOfStockException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    OutOfStockException(Item item) {
        super("There are not " + item.quantity() + " pieces of " + item.sku() + " in stock");
    }
}
