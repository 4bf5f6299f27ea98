package dev.durable.sample.orders.stock;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.math.BigDecimal;

/** An article of the catalogue. Its stock is changed by guarded updates only, see {@link StockItemRepository#take}. */
@Entity
class StockItem {

    @Id
    @Column(length = 40)
    private String sku;

    @Column(precision = 12, scale = 2)
    private BigDecimal price;

    private int available;

    @SuppressWarnings("NullAway.Init")
    protected StockItem() {
        // for JPA
    }

    StockView toView() {
        return new StockView(sku, price, available);
    }
}
