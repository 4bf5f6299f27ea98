package dev.durable.sample.orders.stock;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.MapKeyColumn;
import jakarta.persistence.Table;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is set aside for an order. */
@Entity
@Table(name = "stock_reservation")
class Reservation {

    @Id
    @GeneratedValue(strategy = GenerationType.UUID)
    private @Nullable UUID id;

    @Column(unique = true)
    private String orderId;

    private boolean released;

    @ElementCollection
    @CollectionTable(name = "stock_reservation_item", joinColumns = @JoinColumn(name = "reservation_id"))
    @MapKeyColumn(name = "sku", length = 40)
    @Column(name = "quantity")
    private Map<String, Integer> quantities = new TreeMap<>();

    @SuppressWarnings("NullAway.Init")
    protected Reservation() {
        // for JPA
    }

    Reservation(String orderId, List<Item> items) {
        this.orderId = orderId;
        items.forEach(item -> quantities.put(item.sku(), item.quantity()));
    }

    UUID id() {
        return Objects.requireNonNull(id, "not saved yet");
    }

    List<Item> items() {
        return quantities.entrySet().stream()
                .map(entry -> new Item(entry.getKey(), entry.getValue()))
                .toList();
    }
}
