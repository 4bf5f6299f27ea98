package dev.durable.sample.orders.fulfilment;

import dev.durable.sample.orders.stock.Item;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;

/**
 * What the workflow is told to fulfil. Stored in the history as it was at the start, settings included: a workflow must not
 * read configuration, which may be another one when it is replayed.
 *
 * @param id the order id
 * @param customer who ordered
 * @param items what was ordered
 * @param total what it costs
 * @param cardToken stands for the card to be charged
 * @param cancellationWindow how long the customer may cancel, once everything is ready to be shipped
 */
public record Order(
        String id, String customer, List<Item> items, BigDecimal total, String cardToken, Duration cancellationWindow) {

    /** Copies the list. */
    public Order {
        items = List.copyOf(items);
    }
}
