package dev.durable.sample.orders.order;

/** An order names an article that is not in the catalogue. */
public class UnknownArticleException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int position;

    UnknownArticleException(int position, String sku) {
        super("There is no article '" + sku + "'");
        this.position = position;
    }

    /** Which item of the order it is, from 0. */
    public int position() {
        return position;
    }
}
