package dev.durable.engine.scenario;

import dev.durable.activity.ActivityContext;
import dev.durable.annotation.Activity;
import dev.durable.annotation.Retry;
import dev.durable.client.WorkflowClient;
import dev.durable.engine.testing.TestTransactions;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What scenarios of transactional activities have in common. An effect is the start of a run, which any store can count. */
public interface SeatScenarios extends EngineScenarios {

    /** Runs the work in a transaction on the store's database, which rolls back if the work throws. */
    void inTransaction(Runnable work);

    /** Transactions without accidents so far. */
    default TestTransactions transactions() {
        return new TestTransactions(this::inTransaction);
    }

    /** How many effects are committed. */
    default long seatsTaken() {
        return engines().allRuns().stream()
                .filter(run -> run.workflowId().startsWith("seat-"))
                .count();
    }

    /** What can be taken. */
    @Activity(transactional = true, startToCloseTimeout = "1m", retry = @Retry(initialInterval = "20ms"))
    class Seats {

        private final ActivityContext activity;
        private final Consumer<Integer> taking;

        Seats(ActivityContext activity, Consumer<Integer> taking) {
            this.activity = activity;
            this.taking = taking;
        }

        /** Each attempt starts a run, and does what else there is. */
        static Seats startingRuns(
                ActivityContext activity,
                Supplier<WorkflowClient> client,
                String taskQueue,
                Consumer<Integer> inAttempt) {
            return new Seats(activity, attempt -> {
                client.get()
                        .newWorkflow(Inbox.class)
                        .id("seat-" + attempt)
                        .taskQueue(taskQueue)
                        .start(w -> w.collect(0));
                inAttempt.accept(attempt);
            });
        }

        /** Takes one. */
        public String take() {
            int attempt = activity.info().attempt();
            taking.accept(attempt);
            return "seat of attempt " + attempt;
        }
    }

    /** Holds up whoever comes, although they are asked to stop: they are on their way to the commit. Thread-safe. */
    final class Gate implements Runnable {

        private final AtomicInteger arrived = new AtomicInteger();
        private final CountDownLatch open = new CountDownLatch(1);

        @Override
        public void run() {
            arrived.incrementAndGet();
            awaitUninterruptibly(open);
        }

        boolean isReached() {
            return arrived.get() > 0;
        }

        void open() {
            open.countDown();
        }

        static void awaitUninterruptibly(CountDownLatch latch) {
            while (true) {
                try {
                    latch.await();
                    return;
                } catch (InterruptedException e) {
                    // asked to stop, but on its way to the commit
                }
            }
        }
    }
}
