package dev.durable.benchmarks;

import dev.durable.annotation.Activity;

/** The steps of an order. They do nothing, so that what is measured is the engine; each returns about 100 bytes of JSON. */
@Activity
class OrderActivities {

    public Receipt charge(Order order) {
        return receipt("payment", order);
    }

    public Receipt reserve(Order order) {
        return receipt("reservation", order);
    }

    public Receipt ship(Order order) {
        return receipt("shipment", order);
    }

    public Receipt notifyCustomer(Order order) {
        return receipt("notification", order);
    }

    private static Receipt receipt(String kind, Order order) {
        return new Receipt(kind + "-" + order.id(), "ACCEPTED", "2026-01-01T12:00:00Z", order.totalCents());
    }

    record Receipt(String reference, String status, String acceptedAt, int cents) {}
}
