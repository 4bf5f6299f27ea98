package dev.durable.sample.orders.fulfilment;

import dev.durable.sample.orders.shipping.Parcel;
import dev.durable.sample.orders.stock.Item;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What the workflow is told to fulfil. Stored in the history as it was at the start, settings included: a workflow must not
 * read configuration, which may be another one when it is replayed.
 *
 * @param id the order id
 * @param customer who ordered
 * @param address where it goes, unless that is changed
 * @param items what was ordered
 * @param total what it costs
 * @param cardToken stands for the card to be charged
 * @param cancellationWindow how long the customer may cancel, once everything is ready to be shipped
 */
public record Order(
        String id,
        String customer,
        String address,
        List<Item> items,
        BigDecimal total,
        String cardToken,
        Duration cancellationWindow) {

    /** Copies the list. */
    public Order {
        items = List.copyOf(items);
    }

    /** Each article comes from a warehouse of its own, in a parcel of its own. */
    List<Parcel> parcels(String destination) {
        List<String> skus = items.stream().map(Item::sku).distinct().toList();
        return IntStream.range(0, skus.size())
                .mapToObj(i -> new Parcel(id, i + 1, customer, destination, itemsOf(skus.get(i))))
                .toList();
    }

    private List<Item> itemsOf(String sku) {
        return items.stream().filter(item -> item.sku().equals(sku)).toList();
    }
}
