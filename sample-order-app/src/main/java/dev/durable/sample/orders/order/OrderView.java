package dev.durable.sample.orders.order;

import dev.durable.sample.orders.stock.Item;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/**
 * An order as it was placed.
 *
 * @param id the order id
 * @param customer who ordered
 * @param items what was ordered
 * @param total what it costs
 * @param placedAt when it was placed
 */
public record OrderView(String id, String customer, List<Item> items, BigDecimal total, Instant placedAt) {

    /** Copies the list. */
    public OrderView {
        items = List.copyOf(items);
    }
}
