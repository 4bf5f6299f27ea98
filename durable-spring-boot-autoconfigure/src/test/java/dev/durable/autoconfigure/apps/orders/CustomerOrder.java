package dev.durable.autoconfigure.apps.orders;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

@Entity
public class CustomerOrder {

    @Id
    private String id = "";

    protected CustomerOrder() {}

    public CustomerOrder(String id) {
        this.id = id;
    }

    public String id() {
        return id;
    }
}
