package dev.durable.autoconfigure.discovery.apps.contract;

public class ParcelShipping extends AbstractShipping {

    @Override
    public String ship(String order) {
        return order;
    }
}
