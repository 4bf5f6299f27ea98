package dev.durable.engine.activity;

import static dev.durable.engine.activity.ActivityFixture.RUN;
import static dev.durable.engine.activity.ActivityFixture.START;
import static dev.durable.engine.activity.ActivityFixture.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import dev.durable.history.ActivityTaskCompleted;
import dev.durable.store.ActivityTaskState.Stage;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ActivityStopTests {

    private static final Duration GRACE = Duration.ofSeconds(5);

    @RegisterExtension
    final RunningThreads threads = new RunningThreads();

    private final ActivityFixture fixture = new ActivityFixture(threads, 1);
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);
    private final CountDownLatch interrupted = new CountDownLatch(1);

    ActivityStopTests() {
        fixture.work.does(input -> {
            begun.countDown();
            try {
                release.await();
            } catch (InterruptedException e) {
                interrupted.countDown();
                throw e;
            }
            return "done";
        });
    }

    @Test
    void idleExecutorStopsAtOnce() {
        assertThat(fixture.executor.stop(GRACE)).isCompletedWithValue(List.of());
        assertThat(fixture.time.nextTimer()).isEmpty();
    }

    @Test
    void runningAttemptMayEndWithinTheGracePeriod() throws Exception {
        fixture.executor.submit(task(5));
        RunningThreads.await(begun);

        CompletableFuture<List<ActivityTask>> stop = fixture.executor.stop(GRACE);
        fixture.time.advance(GRACE.minusMillis(1));
        assertThat(stop).isNotDone();
        release.countDown();

        assertThat(stop.get(10, TimeUnit.SECONDS)).isEmpty();
        assertThat(fixture.outcomes.onlyEvent()).isInstanceOf(ActivityTaskCompleted.class);
        assertThat(fixture.time.nextTimer()).isEmpty();
    }

    @Test
    void attemptThatDoesNotEndInTimeIsInterruptedAndNotReported() throws Exception {
        fixture.executor.submit(task(5));
        RunningThreads.await(begun);

        CompletableFuture<List<ActivityTask>> stop = fixture.executor.stop(GRACE);
        fixture.time.advance(GRACE);

        assertThat(stop).isCompletedWithValue(List.of());
        RunningThreads.await(interrupted);
        await().until(() -> fixture.time.nextTimer().isEmpty());
        assertThat(fixture.outcomes.reports()).isZero();
        assertThat(fixture.executor.isPending(RUN, 5)).isFalse();
    }

    @Test
    void noGraceInterruptsAtOnce() throws Exception {
        fixture.executor.submit(task(5));
        RunningThreads.await(begun);

        assertThat(fixture.executor.stop(Duration.ZERO)).isCompletedWithValue(List.of());

        RunningThreads.await(interrupted);
        assertThat(fixture.outcomes.reports()).isZero();
    }

    @Test
    void attemptsThatHaveNotBegunAreHandedBack() throws Exception {
        ActivityTask waiting = task(6);
        ActivityTask pausing =
                task(7).next(START.plusSeconds(60), TextPayloads.INSTANCE.toInfo(new IllegalStateException()));
        ActivityTask lateComer = task(8);
        fixture.executor.submit(task(5));
        RunningThreads.await(begun);
        fixture.executor.submit(waiting);
        fixture.executor.submit(pausing);

        CompletableFuture<List<ActivityTask>> stop = fixture.executor.stop(GRACE);
        assertThat(fixture.executor.submit(lateComer)).isTrue();
        release.countDown();

        assertThat(stop.get(10, TimeUnit.SECONDS)).containsExactly(waiting, lateComer, pausing);
        assertThat(waiting.toState().asReleased().stage()).isEqualTo(Stage.RELEASED);
        assertThat(fixture.executor.isPending(RUN, 6)).isFalse();
        assertThat(fixture.time.nextTimer()).isEmpty();
    }

    @Test
    void attemptThatIsOnItsWayToAThreadDoesNotBegin() {
        QueuedThreads queued = new QueuedThreads();
        ActivityFixture slow = new ActivityFixture(queued, 1);
        slow.executor.submit(task(5));

        assertThat(slow.executor.stop(GRACE)).isCompletedWithValue(List.of(task(5)));
        queued.runAll();

        assertThat(slow.outcomes.reports()).isZero();
    }

    @Test
    void nextAttemptOfOneThatFailsWithinTheGracePeriodIsHandedBack() throws Exception {
        fixture.work.does(input -> {
            begun.countDown();
            release.await();
            throw new IllegalStateException("fails");
        });
        fixture.executor.submit(task(5));
        RunningThreads.await(begun);

        CompletableFuture<List<ActivityTask>> stop = fixture.executor.stop(GRACE);
        release.countDown();

        assertThat(stop.get(10, TimeUnit.SECONDS))
                .containsExactly(fixture.outcomes.onlyNextAttempt().task());
    }

    @Test
    void canceledAttemptsAreNotHandedBack() throws Exception {
        fixture.executor.submit(task(5));
        RunningThreads.await(begun);
        fixture.executor.submit(task(6));

        CompletableFuture<List<ActivityTask>> stop = fixture.executor.stop(GRACE);
        fixture.executor.cancelAll(RUN);

        assertThat(stop).isCompletedWithValue(List.of());
    }

    @Test
    void stoppedExecutorAcceptsNothing() {
        fixture.executor.stop(GRACE);

        assertThat(fixture.executor.submit(task(5))).isFalse();
        assertThat(fixture.executor.isPending(RUN, 5)).isFalse();
    }

    @Test
    void stoppingAgainJoinsTheStopThatIsUnderWay() throws Exception {
        fixture.executor.submit(task(5));
        RunningThreads.await(begun);

        CompletableFuture<List<ActivityTask>> stop = fixture.executor.stop(GRACE);

        assertThat(fixture.executor.stop(Duration.ofHours(1))).isSameAs(stop).isNotDone();
        assertThatIllegalStateException().isThrownBy(fixture.executor::start);
        release.countDown();
        assertThat(stop.get(10, TimeUnit.SECONDS)).isEmpty();
    }

    @Test
    void stoppingAgainWithoutGraceCutsTheStopShort() throws Exception {
        fixture.executor.submit(task(5));
        RunningThreads.await(begun);
        CompletableFuture<List<ActivityTask>> stop = fixture.executor.stop(GRACE);

        fixture.executor.stop(Duration.ZERO);

        assertThat(stop).isCompletedWithValue(List.of());
        RunningThreads.await(interrupted);
    }

    @Test
    void attemptsAreHandedBackOnlyOnce() {
        QueuedThreads queued = new QueuedThreads();
        ActivityFixture slow = new ActivityFixture(queued, 1);
        slow.executor.submit(task(5));

        assertThat(slow.executor.stop(GRACE)).isCompletedWithValue(List.of(task(5)));
        assertThat(slow.executor.stop(GRACE)).isCompletedWithValue(List.of());
    }

    @Test
    void startsAgainAfterAStop() throws Exception {
        fixture.executor.submit(task(5));
        RunningThreads.await(begun);
        fixture.executor.stop(Duration.ZERO).join();

        fixture.executor.start();
        release.countDown();
        fixture.executor.submit(task(6));

        await().until(() -> fixture.outcomes.reports() == 1);
        assertThat(fixture.outcomes.onlyEvent()).extracting("scheduledEventId").isEqualTo(6);
        assertThat(fixture.executor.stop(GRACE).get(10, TimeUnit.SECONDS)).isEmpty();
    }
}
