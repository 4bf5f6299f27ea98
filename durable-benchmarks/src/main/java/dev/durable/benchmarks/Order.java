package dev.durable.benchmarks;

import java.util.List;

/** What a customer ordered: about 300 bytes of JSON. */
record Order(String id, String customer, Address shipTo, List<Line> lines, int totalCents, String currency) {

    static Order numbered(long number) {
        return new Order(
                "order-%010d".formatted(number),
                "customer-%08d".formatted(number % 100_000_000),
                new Address("Long Street %d".formatted(number % 200), "10115", "Berlin", "DE"),
                List.of(new Line("espresso-machine-x200", 1, 24_900), new Line("coffee-beans-1kg", 3, 1_890)),
                30_570,
                "EUR");
    }

    record Address(String street, String postalCode, String city, String country) {}

    record Line(String article, int quantity, int priceCents) {}
}
