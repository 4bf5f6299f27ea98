package dev.durable.sample.orders.shipping;

import dev.durable.sample.orders.stock.Item;
import java.util.List;

/**
 * What is handed to the carrier in one piece.
 *
 * @param orderId the order
 * @param number which parcel of the order, from 1
 * @param customer who gets it
 * @param address where it goes
 * @param items what is in it
 */
public record Parcel(String orderId, int number, String customer, String address, List<Item> items) {

    /** Copies the list. */
    public Parcel {
        items = List.copyOf(items);
    }
}
