package dev.durable.sample.orders.crash;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * An order, and what has to become of it.
 *
 * @param id order id
 * @param kind what kind of order it is
 */
record TestOrder(String id, Kind kind) {

    static TestOrder random(int number, RandomGenerator random) {
        Kind[] kinds = Kind.values();
        return new TestOrder("crash-" + number, kinds[random.nextInt(kinds.length)]);
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
            case FINE -> Ending.COMPLETED;
            case DECLINED -> Ending.DECLINED;
            case OUT_OF_STOCK -> Ending.OUT_OF_STOCK;
            case CANCELLED -> history.isCancelledInTime() ? Ending.CANCELLED : Ending.COMPLETED;
        };
    }

    enum Kind {
        FINE("BOOK", "tok_visa"),
        DECLINED("BOOK", "tok_declined"),
        OUT_OF_STOCK("UNICORN", "tok_visa"),
        CANCELLED("MUG", "tok_visa");

        final String sku;
        final String cardToken;

        Kind(String sku, String cardToken) {
            this.sku = sku;
            this.cardToken = cardToken;
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
