package dev.durable.autoconfigure.entities;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** A row that Hibernate writes when it flushes, which is not before the commit unless it has to. */
@Entity
class StockItem {

    @Id
    private String sku = "";

    protected StockItem() {}

    StockItem(String sku) {
        this.sku = sku;
    }

    String sku() {
        return sku;
    }
}
