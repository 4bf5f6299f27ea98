package dev.durable.engine;

import dev.durable.annotation.Activity;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Activities that take down what they did. */
@Activity
class OrderActivities {

    private final List<String> effects = new CopyOnWriteArrayList<>();

    public String charge(String order) {
        effects.add("charge " + order);
        return "payment-" + order;
    }

    public void refund(String payment) {
        effects.add("refund " + payment);
    }

    public void reserve(String order) {
        effects.add("reserve " + order);
    }

    public void release(String order) {
        effects.add("release " + order);
    }

    public String ship(String order) {
        effects.add("ship " + order);
        return "shipment-" + order;
    }

    public void notify(String order, String shipment) {
        effects.add("notify " + order + " of " + shipment);
    }

    List<String> effects() {
        return effects;
    }
}
