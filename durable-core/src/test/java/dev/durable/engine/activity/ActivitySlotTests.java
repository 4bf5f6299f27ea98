package dev.durable.engine.activity;

import static dev.durable.engine.activity.ActivityFixture.RUN;
import static dev.durable.engine.activity.ActivityFixture.START;
import static dev.durable.engine.activity.ActivityFixture.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.durable.client.FailedAttempt;
import dev.durable.history.InboundEvent;
import dev.durable.payload.FailureInfo;
import dev.durable.store.ActivityTaskState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ActivitySlotTests {

    private final QueuedThreads threads = new QueuedThreads();
    private final ActivityFixture fixture = new ActivityFixture(threads, 2);
    private final List<String> begun = new ArrayList<>();

    ActivitySlotTests() {
        fixture.work.does(input -> {
            begun.add(input);
            return null;
        });
    }

    @Test
    void noMoreAttemptsThanSlotsRunAndTheOthersFollowInOrder() {
        for (int id = 1; id <= 5; id++) {
            fixture.executor.submit(task(id));
        }

        assertThat(threads.size()).isEqualTo(2);
        assertThat(fixture.executor.running()).isEqualTo(2);
        assertThat(fixture.executor.waiting()).isEqualTo(3);

        threads.runNext();
        assertThat(threads.size()).isEqualTo(2);
        assertThat(fixture.executor.waiting()).isEqualTo(2);

        threads.runAll();
        assertThat(begun).containsExactly("1", "2", "3", "4", "5");
        assertThat(fixture.executor.running()).isZero();
        assertThat(fixture.executor.waiting()).isZero();
    }

    @Test
    void attemptWaitsForItsTimeWithoutASlot() {
        FailureInfo failure = TextPayloads.INSTANCE.toInfo(new IllegalStateException());
        fixture.executor.submit(task(5).next(START.plusSeconds(3), failure));

        fixture.time.advance(Duration.ofMillis(2_999));
        assertThat(threads.size()).isZero();
        assertThat(fixture.executor.isPending(RUN, 5)).isTrue();

        fixture.time.advance(Duration.ofMillis(1));
        assertThat(threads.size()).isEqualTo(1);
    }

    @Test
    void attemptsQueueInTheOrderInWhichTheyBecameDue() {
        FailureInfo failure = TextPayloads.INSTANCE.toInfo(new IllegalStateException());
        fixture.executor.submit(task(1));
        fixture.executor.submit(task(2));
        fixture.executor.submit(task(3).next(START.plusSeconds(2), failure));
        fixture.executor.submit(task(4).next(START.plusSeconds(1), failure));
        fixture.time.advance(Duration.ofSeconds(1));
        fixture.executor.submit(task(5));
        fixture.time.advance(Duration.ofSeconds(1));

        threads.runAll();

        assertThat(begun).containsExactly("1", "2", "4", "5", "3");
    }

    @Test
    void submittingWhatIsPendingChangesNothing() {
        fixture.executor.submit(task(5));
        fixture.executor.submit(task(5));
        threads.runAll();

        assertThat(begun).containsExactly("5");
        assertThat(fixture.outcomes.reports()).isEqualTo(1);
    }

    @Test
    void attemptThatNoThreadTakesIsTriedAgainAndHasNotBegun() {
        AtomicInteger refusals = new AtomicInteger(2);
        ActivityFixture refusing = new ActivityFixture(
                command -> {
                    if (refusals.getAndDecrement() > 0) {
                        throw new RejectedExecutionException("expected by the test");
                    }
                    command.run();
                },
                1);

        refusing.executor.submit(task(5));
        assertThat(refusing.executor.running()).isZero();
        refusing.time.advance(AttemptRunner.REJECTION_PAUSE);
        assertThat(refusing.outcomes.reports()).isZero();
        refusing.time.advance(AttemptRunner.REJECTION_PAUSE);

        assertThat(refusing.outcomes.onlyEvent()).extracting("attempt").isEqualTo(1);
    }

    @Test
    void reportThatFailsFreesTheSlot() {
        Work work = new Work();
        ActivityExecutor executor = ActivityFixture.newExecutor(
                fixture.time,
                Runnable::run,
                1,
                new ActivityOutcomes() {
                    @Override
                    public void ended(UUID runId, InboundEvent outcome) {
                        throw new IllegalStateException("expected by the test");
                    }

                    @Override
                    public void localEnded(UUID runId, int execution, InboundEvent outcome) {}

                    @Override
                    public void resultStored(UUID runId, int scheduledEventId, int attempt) {}

                    @Override
                    public CompletableFuture<Void> underWay(UUID runId, ActivityTaskState state) {
                        return CompletableFuture.completedFuture(null);
                    }

                    @Override
                    public void nextAttempt(UUID runId, ActivityTask next, @Nullable FailedAttempt failed) {
                        throw new IllegalStateException("expected by the test");
                    }
                },
                work);
        executor.start();

        executor.submit(task(5));

        assertThat(executor.running()).isZero();
        assertThat(executor.isPending(RUN, 5)).isFalse();
    }

    @Test
    void thereMustBeASlot() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ActivityFixture(threads, 0))
                .withMessageContaining("at least 1 slot");
    }
}
