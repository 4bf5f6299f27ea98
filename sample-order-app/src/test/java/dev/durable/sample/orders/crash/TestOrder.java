package dev.durable.sample.orders.crash;

import dev.durable.sample.orders.support.OrdersApi;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * An order, and what has to become of it.
 *
 * @param id order id
 * @param kind what kind of order it is
 */
record TestOrder(String id, Kind kind) {

    static final String NEW_ADDRESS = "2 New Street";

    static TestOrder random(int number, RandomGenerator random) {
        Kind[] kinds = Kind.values();
        return new TestOrder("crash-" + number, kinds[random.nextInt(kinds.length)]);
    }

    /** Whether its customer has it sent elsewhere. */
    boolean isReaddressed() {
        return kind == Kind.SPLIT;
    }

    /** The parcels that it has to be shipped in, as {@link dev.durable.sample.orders.support.OrdersApi#parcels} gives them. */
    List<String> parcels(OrderHistory history) {
        if (ending(history) != Ending.COMPLETED) {
            return List.of();
        }
        String address = history.updates() > 0 ? NEW_ADDRESS : OrdersApi.ADDRESS;
        return IntStream.rangeClosed(1, kind.articles())
                .mapToObj(number -> number + " to " + address)
                .toList();
    }

    boolean isCancelled() {
        return kind == Kind.CANCELLED;
    }

    /**
     * How the order has to end.
     *
     * @param history what came of it: the order in which cancellation and end of the window got there decides
     */
    Ending ending(OrderHistory history) {
        return switch (kind) {
            case FINE, SPLIT -> Ending.COMPLETED;
            case STOLEN, DECLINED -> Ending.DECLINED;
            case OUT_OF_STOCK -> Ending.OUT_OF_STOCK;
            case CANCELLED -> history.isCancelledInTime() ? Ending.CANCELLED : Ending.COMPLETED;
        };
    }

    enum Kind {
        FINE("BOOK", "tok_visa"),
        SPLIT("BOOK,MUG", "tok_visa"),
        STOLEN("BOOK", "tok_stolen"),
        DECLINED("BOOK", "tok_declined"),
        OUT_OF_STOCK("UNICORN", "tok_visa"),
        CANCELLED("MUG", "tok_visa");

        final String skus;
        final String cardToken;

        Kind(String skus, String cardToken) {
            this.skus = skus;
            this.cardToken = cardToken;
        }

        int articles() {
            return skus.split(",").length;
        }
    }

    enum Ending {
        COMPLETED("COMPLETED", "WorkflowExecutionCompleted", List.of("CHARGE")),
        CANCELLED("CANCELLED", "WorkflowExecutionCompleted", List.of("CHARGE", "REFUND")),
        DECLINED("REJECTED", "WorkflowExecutionFailed", List.of()),
        OUT_OF_STOCK("REJECTED", "WorkflowExecutionFailed", List.of("CHARGE", "REFUND"));

        final String status;
        final String closingEvent;
        final List<String> bookings;

        Ending(String status, String closingEvent, List<String> bookings) {
            this.status = status;
            this.closingEvent = closingEvent;
            this.bookings = bookings;
        }
    }
}
