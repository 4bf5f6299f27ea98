package dev.durable.sample.orders.order;

import dev.durable.sample.orders.stock.Item;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OrderColumn;
import jakarta.persistence.Version;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An order as the customer placed it. How it stands is for the workflow to say. */
@Entity
class CustomerOrder {

    @Id
    @Column(length = 64)
    private String id;

    /** Tells Spring Data that a row is new although its id is given: it inserts, and a second order of the id fails. */
    @Version
    private @Nullable Integer version;

    private String customer;

    @Column(precision = 12, scale = 2)
    private BigDecimal total;

    private Instant placedAt;

    @ElementCollection
    @CollectionTable(name = "customer_order_item", joinColumns = @JoinColumn(name = "order_id"))
    @OrderColumn(name = "position")
    private List<Line> lines = new ArrayList<>();

    @SuppressWarnings("NullAway.Init")
    protected CustomerOrder() {
        // for JPA
    }

    CustomerOrder(String id, String customer, List<Item> items, BigDecimal total, Instant placedAt) {
        this.id = id;
        this.customer = customer;
        this.total = total;
        this.placedAt = placedAt;
        items.forEach(item -> lines.add(new Line(item.sku(), item.quantity())));
    }

    BigDecimal total() {
        return total;
    }

    OrderView toView() {
        List<Item> items = lines.stream()
                .map(line -> new Item(line.sku(), line.quantity()))
                .toList();
        return new OrderView(id, customer, items, total, placedAt);
    }

    /** A row of the items. */
    @Embeddable
    record Line(@Column(length = 40) String sku, int quantity) {}
}
