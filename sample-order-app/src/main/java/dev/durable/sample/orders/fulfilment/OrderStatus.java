package dev.durable.sample.orders.fulfilment;

/** How far an order has come. */
public enum OrderStatus {
    /** Accepted; the card is being charged. */
    RECEIVED,
    /** Paid; the stock is being reserved. */
    CHARGED,
    /** Paid and reserved; ships when the cancellation window closes. */
    RESERVED,
    /** The cancellation window has closed; the parcels are handed over. */
    SHIPPING,
    /** On its way; the customer is being told. */
    SHIPPED,
    /** Done. */
    COMPLETED,
    /** What was done is being undone. */
    COMPENSATING,
    /** Cancelled by the customer; all that was done is undone. */
    CANCELLED,
    /** Could not be fulfilled; all that was done is undone. */
    REJECTED;

    /** Whether the customer may still cancel, or have it sent elsewhere. */
    public boolean isChangeable() {
        return this == RECEIVED || this == CHARGED || this == RESERVED;
    }
}
