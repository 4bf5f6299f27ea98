package dev.durable.sample.orders.order;

import dev.durable.sample.orders.stock.Item;
import java.util.List;

/**
 * An order to be placed.
 *
 * @param id the order id
 * @param customer who orders
 * @param address where it goes
 * @param items what is ordered
 * @param cardToken stands for the card to be charged
 */
public record NewOrder(String id, String customer, String address, List<Item> items, String cardToken) {

    /** Copies the list. */
    public NewOrder {
        items = List.copyOf(items);
    }
}
