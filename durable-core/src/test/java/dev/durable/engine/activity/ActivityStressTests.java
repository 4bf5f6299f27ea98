package dev.durable.engine.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.durable.activity.ActivityTimeouts;
import dev.durable.activity.RetryPolicy;
import dev.durable.client.FailedAttempt;
import dev.durable.engine.time.SystemTime;
import dev.durable.history.ActivityTaskCompleted;
import dev.durable.history.ActivityTaskFailed;
import dev.durable.history.ActivityTaskTimedOut;
import dev.durable.history.InboundEvent;
import dev.durable.store.ActivityTaskState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

class ActivityStressTests {

    private static final int SUBMITTERS = 8;
    private static final int ACTIVITIES_EACH = 1_500;
    private static final int SLOTS = 16;

    @RegisterExtension
    final RunningThreads threads = new RunningThreads();

    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger mostRunning = new AtomicInteger();

    /** Which end an activity comes to depends on its number. */
    @Test
    @Timeout(60)
    void everyActivityEndsExactlyOnce() throws Exception {
        Work work = new Work();
        work.does(this::behave);
        Ends ends = new Ends();
        try (SystemTime time = new SystemTime("stress-timers")) {
            ActivityExecutor executor = ActivityFixture.newExecutor(time, threads, SLOTS, ends, work);
            ends.executor = executor;
            executor.start();

            CountDownLatch submitted = new CountDownLatch(SUBMITTERS);
            for (int submitter = 1; submitter <= SUBMITTERS; submitter++) {
                UUID runId = new UUID(0, submitter);
                threads.execute(() -> {
                    for (int id = 1; id <= ACTIVITIES_EACH; id++) {
                        executor.submit(task(runId, id, time.now()));
                    }
                    submitted.countDown();
                });
            }
            RunningThreads.await(submitted);
            await().atMost(Duration.ofSeconds(50)).until(() -> ends.count() >= SUBMITTERS * ACTIVITIES_EACH);

            assertThat(executor.stop(Duration.ofSeconds(5)).get(10, TimeUnit.SECONDS))
                    .isEmpty();
            assertThat(executor.running()).isZero();
        }
        assertThat(ends.byActivity).hasSize(SUBMITTERS * ACTIVITIES_EACH);
        assertThat(ends.byActivity.values()).allMatch(events -> events.size() == 1);
        assertThat(ends.kindsOfModulo(0)).containsOnly("ActivityTaskTimedOut");
        assertThat(ends.kindsOfModulo(1)).containsOnly("ActivityTaskFailed");
        assertThat(ends.kindsOfModulo(2)).containsOnly("ActivityTaskCompleted");
        assertThat(mostRunning).hasPositiveValue().hasValueLessThanOrEqualTo(SLOTS);
    }

    /** Runs are given up at random while they are busy; none hears of an activity twice, and no slot is lost. */
    @Test
    @Timeout(60)
    void cancellationLosesNoSlotsAndMakesNoSecondOutcome() throws Exception {
        long seed = Long.getLong("durable.test.seed", System.nanoTime());
        Random random = new Random(seed);
        Work work = new Work();
        work.does(this::behave);
        Ends ends = new Ends();
        try (SystemTime time = new SystemTime("stress-timers")) {
            ActivityExecutor executor = ActivityFixture.newExecutor(time, threads, SLOTS, ends, work);
            ends.executor = executor;
            executor.start();
            CountDownLatch done = new CountDownLatch(SUBMITTERS);
            for (int submitter = 1; submitter <= SUBMITTERS; submitter++) {
                Random ownRandom = new Random(random.nextLong());
                int number = submitter;
                threads.execute(() -> {
                    for (int run = 1; run <= 100; run++) {
                        UUID runId = new UUID(number, run);
                        for (int id = 1; id <= 10; id++) {
                            executor.submit(task(runId, id * 29 + 2, time.now()));
                        }
                        if (ownRandom.nextBoolean()) {
                            executor.cancelAll(runId);
                        }
                    }
                    done.countDown();
                });
            }
            RunningThreads.await(done);
            await().atMost(Duration.ofSeconds(50)).until(() -> executor.running() == 0 && executor.waiting() == 0);

            assertThat(executor.stop(Duration.ofSeconds(5)).get(10, TimeUnit.SECONDS))
                    .as("seed %d", seed)
                    .isEmpty();
        }
        assertThat(ends.byActivity.values()).as("seed %d", seed).allMatch(events -> events.size() == 1);
    }

    /** One in thirty hangs until it times out, another fails twice, the others return. */
    private @Nullable Object behave(String input) throws InterruptedException {
        int id = Integer.parseInt(input);
        if (id % 30 == 0) {
            // Not counted: a thread may still be on its way out when its slot is taken by the next attempt.
            return ActivityFixture.sleepUntilInterrupted();
        }
        mostRunning.accumulateAndGet(running.incrementAndGet(), Math::max);
        try {
            if (id % 30 == 1) {
                throw new IllegalStateException("expected by the test");
            }
            return "done";
        } finally {
            running.decrementAndGet();
        }
    }

    private static ActivityTask task(UUID runId, int id, Instant now) {
        ActivityTask template = ActivityFixture.task(
                runId,
                id,
                "Work.run",
                List.of(TextPayloads.text(Integer.toString(id))),
                ActivityTimeouts.startToClose(id % 30 == 0 ? Duration.ofMillis(20) : Duration.ofMinutes(1)),
                new RetryPolicy(Duration.ofMillis(1), 1, Duration.ofMillis(1), id % 30 == 0 ? 1 : 2, List.of()));
        return template.dueAt(now);
    }

    private static final class Ends implements ActivityOutcomes {

        private record Activity(UUID runId, int scheduledEventId) {}

        private final Map<Activity, List<InboundEvent>> byActivity = new ConcurrentHashMap<>();
        private volatile @Nullable ActivityExecutor executor;

        @Override
        public void ended(UUID runId, InboundEvent outcome) {
            byActivity.compute(new Activity(runId, scheduledEventId(outcome)), (activity, before) -> {
                List<InboundEvent> events = before == null ? new ArrayList<>() : before;
                events.add(outcome);
                return events;
            });
        }

        @Override
        public void localEnded(UUID runId, int execution, InboundEvent outcome) {
            throw new AssertionError("No activity is local here");
        }

        @Override
        public void resultStored(UUID runId, int scheduledEventId, int attempt) {}

        @Override
        public CompletableFuture<Void> underWay(UUID runId, ActivityTaskState state) {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void nextAttempt(UUID runId, ActivityTask next, @Nullable FailedAttempt failed) {
            @Nullable ActivityExecutor target = executor;
            if (target != null) {
                target.submit(next);
            }
        }

        int count() {
            return byActivity.size();
        }

        List<String> kindsOfModulo(int rest) {
            return byActivity.entrySet().stream()
                    .filter(entry -> Math.min(entry.getKey().scheduledEventId() % 30, 2) == rest)
                    .flatMap(entry -> entry.getValue().stream())
                    .map(event -> event.getClass().getSimpleName())
                    .distinct()
                    .toList();
        }

        private static int scheduledEventId(InboundEvent event) {
            if (event instanceof ActivityTaskCompleted completed) {
                return completed.scheduledEventId();
            }
            if (event instanceof ActivityTaskFailed failed) {
                return failed.scheduledEventId();
            }
            return ((ActivityTaskTimedOut) event).scheduledEventId();
        }
    }
}
