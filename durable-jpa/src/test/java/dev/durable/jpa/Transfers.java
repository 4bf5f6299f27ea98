package dev.durable.jpa;

import dev.durable.annotation.Activity;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Work that shows whether something was done twice, or not at all. */
final class Transfers {

    private Transfers() {}

    /** Counts what is booked. Thread-safe. */
    @Activity
    static class Ledger {

        final Map<String, AtomicInteger> bookings = new ConcurrentHashMap<>();
        volatile Runnable onBooking;

        Ledger(Runnable onBooking) {
            this.onBooking = onBooking;
        }

        public int book(String account) {
            onBooking.run();
            return bookings.computeIfAbsent(account, key -> new AtomicInteger()).incrementAndGet();
        }

        long transfers() {
            return bookings.keySet().stream()
                    .filter(account -> account.endsWith("to"))
                    .count();
        }
    }

    /** Books twice. */
    @Workflow
    static class Transfer {

        private final Ledger ledger;

        Transfer(Ledger ledger) {
            this.ledger = ledger;
        }

        @WorkflowMethod
        public int run(String id) {
            return ledger.book(id + " from") + ledger.book(id + " to");
        }
    }
}
