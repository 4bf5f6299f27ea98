package dev.durable.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.annotation.Activity;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.client.WorkflowAlreadyStartedException;
import dev.durable.engine.testing.EngineFixture;
import dev.durable.engine.testing.TestEngine;
import dev.durable.store.StoreUnavailableException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Work that shows whether something was done twice, or not at all, while the database is in trouble. */
final class Transfers {

    private final EngineFixture engines;
    private final Ledger ledger;

    Transfers(EngineFixture engines, Ledger ledger) {
        this.engines = engines;
        this.ledger = ledger;
    }

    /** Starts some, each as often as it takes: the engine repeats what it writes, but what its client reads may fail. */
    void start(TestEngine engine, int from, int to) {
        for (int number = from; number < to; number++) {
            String id = "transfer-" + number;
            engines.until(() -> isStarted(engine, id));
        }
    }

    private static boolean isStarted(TestEngine engine, String id) {
        try {
            engine.client().newWorkflow(Transfer.class).id(id).start(w -> w.run(id));
            return true;
        } catch (WorkflowAlreadyStartedException e) {
            // by a call whose answer was lost
            return true;
        } catch (StoreUnavailableException e) {
            return false;
        }
    }

    /** Waits until all have ended, and sees whether there are that many, and all amounts are booked. */
    void endAndAreBooked(int number) {
        engines.untilInFastTime(() -> {
            try {
                return engines.allRuns().stream().allMatch(run -> run.status().isClosed());
            } catch (StoreUnavailableException e) {
                return false;
            }
        });
        assertThat(engines.allRuns()).hasSize(number);
        assertThat(ledger.bookings).hasSize(2 * number);
    }

    /** The same, and each amount is booked only once. */
    void endAndAreBookedOnce(int number) {
        endAndAreBooked(number);
        assertThat(ledger.bookings.values())
                .allSatisfy(times -> assertThat(times).hasValue(1));
    }

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
