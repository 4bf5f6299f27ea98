package dev.durable.sample.orders.stock;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.data.domain.Sort;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The stock and the reservations, changed together or not at all. */
@Component
public class Warehouse {

    private final StockItemRepository stock;
    private final ReservationRepository reservations;

    Warehouse(StockItemRepository stock, ReservationRepository reservations) {
        this.stock = stock;
        this.reservations = reservations;
    }

    /** Reserves, unless it was done for this order before. */
    @Transactional
    UUID reserve(String orderId, List<Item> items) {
        return reservations
                .findByOrderId(orderId)
                .orElseGet(() -> reserveFirst(orderId, merged(items)))
                .id();
    }

    /** Writes the reservation first: a concurrent attempt then fails on the unique order id before it takes anything. */
    private Reservation reserveFirst(String orderId, List<Item> items) {
        Reservation reservation = reservations.saveAndFlush(new Reservation(orderId, items));
        for (Item item : items) {
            if (stock.take(item.sku(), item.quantity()) == 0) {
                throw new OutOfStockException(item);
            }
        }
        return reservation;
    }

    /** One item per article, in an order that all transactions share, so that they cannot lock each other out. */
    private static List<Item> merged(List<Item> items) {
        Map<String, Integer> quantities =
                items.stream().collect(Collectors.toMap(Item::sku, Item::quantity, Math::addExact, TreeMap::new));
        return quantities.entrySet().stream()
                .map(entry -> new Item(entry.getKey(), entry.getValue()))
                .toList();
    }

    /** Gives back, unless it was done before; says whether this was the first time. */
    @Transactional
    boolean release(UUID reservationId) {
        if (reservations.markReleased(reservationId) == 0) {
            return false;
        }
        reservations.findById(reservationId).orElseThrow().items().stream()
                .sorted(Comparator.comparing(Item::sku))
                .forEach(item -> stock.giveBack(item.sku(), item.quantity()));
        return true;
    }

    /** All articles. */
    @Transactional(readOnly = true)
    public List<StockView> articles() {
        return stock.findAll(Sort.by("sku")).stream().map(StockItem::toView).toList();
    }

    /** Those of the given articles that exist. */
    @Transactional(readOnly = true)
    public Map<String, StockView> articles(List<String> skus) {
        return stock.findAllById(skus).stream()
                .map(StockItem::toView)
                .collect(Collectors.toMap(StockView::sku, article -> article));
    }
}
