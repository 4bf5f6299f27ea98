package dev.durable.engine.activity;

import static dev.durable.engine.activity.ActivityFixture.RUN;
import static dev.durable.engine.activity.ActivityFixture.atMost;
import static dev.durable.engine.activity.ActivityFixture.task;
import static dev.durable.engine.activity.ActivityFixture.tenSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.durable.activity.ActivityTimeouts;
import dev.durable.activity.RetryPolicy;
import dev.durable.history.ActivityTaskCanceled;
import dev.durable.history.ActivityTaskCompleted;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two things happen at the same moment on two threads; whichever wins, the rules hold. */
class ActivityRaceTests {

    private static final int TIMES = 200;

    @RegisterExtension
    final RunningThreads threads = new RunningThreads();

    private final ActivityFixture fixture = new ActivityFixture(threads, 1);
    private final CyclicBarrier together = new CyclicBarrier(2);

    @RepeatedTest(TIMES)
    void completionAndTimeoutAreReportedAsOne() throws Exception {
        fixture.work.does(input -> {
            meet();
            return "done";
        });
        fixture.executor.submit(task(5, tenSeconds(), atMost(1)));

        meet();
        fixture.time.advance(Duration.ofSeconds(10));

        soon().until(() ->
                fixture.executor.running() == 0 && fixture.time.nextTimer().isEmpty());
        assertThat(fixture.outcomes.events()).hasSize(1);
        assertThat(fixture.executor.isPending(RUN, 5)).isFalse();
    }

    @RepeatedTest(TIMES)
    void completionAndCancellationAreReportedAsOne() throws Exception {
        fixture.work.does(input -> {
            meet();
            return "done";
        });
        fixture.executor.submit(task(5, tenSeconds(), atMost(1)));

        meet();
        fixture.executor.requestCancel(RUN, 5, "enough");

        soon().until(() ->
                fixture.executor.running() == 0 && fixture.time.nextTimer().isEmpty());
        assertThat(fixture.outcomes.events()).singleElement().isInstanceOf(ActivityTaskCompleted.class);
        assertThat(fixture.executor.isPending(RUN, 5)).isFalse();
    }

    @RepeatedTest(TIMES)
    void failureAndCancellationLeaveNoAttemptBehind() throws Exception {
        fixture.work.does(input -> {
            meet();
            throw new IllegalStateException("broken");
        });
        fixture.executor.submit(task(5, tenSeconds(), atMost(2)));

        meet();
        fixture.executor.requestCancel(RUN, 5, "enough");

        // the failure may have been first: then the next attempt waits, unless the request has met that
        soon().until(() -> fixture.outcomes.reports() > 0 && fixture.executor.running() == 0);
        fixture.executor.requestCancel(RUN, 5, "enough");
        soon().until(() -> !fixture.executor.isPending(RUN, 5));
        assertThat(fixture.outcomes.events()).hasSize(1);
        assertThat(fixture.time.nextTimer()).isEmpty();
    }

    @RepeatedTest(TIMES)
    void beginAndCancellationAreReportedAsOne() throws Exception {
        QueuedThreads queued = new QueuedThreads();
        ActivityFixture slow = new ActivityFixture(queued, 1);
        AtomicInteger calls = new AtomicInteger();
        slow.work.does(input -> {
            calls.incrementAndGet();
            return ActivityFixture.sleepUntilInterrupted();
        });
        slow.executor.submit(task(5));
        threads.execute(() -> {
            meet();
            queued.runAll();
        });

        meet();
        slow.executor.requestCancel(RUN, 5, "enough");

        soon().until(() -> slow.outcomes.reports() == 1 && slow.executor.running() == 0);
        ActivityTaskCanceled canceled = (ActivityTaskCanceled) slow.outcomes.onlyEvent();
        assertThat(canceled.attempt()).isEqualTo(calls.get());
    }

    @RepeatedTest(TIMES)
    void completionHereAndOutsideLeaveNothingBehind() throws Exception {
        fixture.work.does(input -> {
            meet();
            return "done";
        });
        fixture.executor.submit(task(5, tenSeconds(), atMost(1)));

        meet();
        fixture.executor.forget(RUN, 5);

        soon().until(() -> !fixture.executor.isPending(RUN, 5)
                && fixture.executor.running() == 0
                && fixture.time.nextTimer().isEmpty());
        assertThat(fixture.outcomes.reports()).isLessThanOrEqualTo(1);
    }

    @RepeatedTest(TIMES)
    void beginAndScheduleToStartTimeoutAreReportedAsOne() throws Exception {
        QueuedThreads queued = new QueuedThreads();
        ActivityFixture slow = new ActivityFixture(queued, 1);
        AtomicInteger calls = new AtomicInteger();
        slow.work.does(input -> calls.incrementAndGet());
        slow.executor.submit(task(
                5,
                new ActivityTimeouts(Duration.ofSeconds(10), Duration.ofSeconds(3), null, null),
                RetryPolicy.DEFAULT));
        threads.execute(() -> {
            meet();
            queued.runAll();
            meet();
        });

        meet();
        slow.time.advance(Duration.ofSeconds(3));
        meet();

        assertThat(slow.outcomes.onlyEvent().getClass().getSimpleName())
                .isEqualTo(calls.get() == 1 ? "ActivityTaskCompleted" : "ActivityTaskTimedOut");
        assertThat(slow.executor.running()).isZero();
    }

    @RepeatedTest(TIMES)
    void canceledRunHearsNothingThatWasNotReportedBefore() throws Exception {
        AtomicBoolean interruptedLater = new AtomicBoolean();
        fixture.work.does(input -> {
            if (input.equals("5")) {
                meet();
            } else {
                interruptedLater.set(Thread.currentThread().isInterrupted());
            }
            return "done";
        });
        fixture.executor.submit(task(5));

        meet();
        fixture.executor.cancelAll(RUN);
        assertThat(fixture.executor.isPending(RUN, 5)).isFalse();
        soon().until(() -> fixture.executor.running() == 0);
        fixture.executor.submit(task(6));

        soon().until(() -> fixture.outcomes.events().stream()
                .anyMatch(event -> event.toString().contains("scheduledEventId=6")));
        assertThat(fixture.outcomes.reports()).isBetween(1, 2);
        assertThat(interruptedLater).isFalse();
    }

    @RepeatedTest(TIMES)
    void attemptSubmittedDuringAStopIsRunHandedBackOrRefused() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        fixture.work.does(input -> calls.incrementAndGet());
        CompletableFuture<Boolean> accepted = new CompletableFuture<>();
        threads.execute(() -> {
            meet();
            accepted.complete(fixture.executor.submit(task(5)));
        });

        meet();
        List<ActivityTask> unbegun =
                fixture.executor.stop(Duration.ofSeconds(5)).get(10, TimeUnit.SECONDS);

        int refused = accepted.get(10, TimeUnit.SECONDS) ? 0 : 1;
        assertThat(calls.get() + unbegun.size() + refused).isEqualTo(1);
        assertThat(fixture.outcomes.reports()).isEqualTo(calls.get());
    }

    @RepeatedTest(TIMES)
    void completionAtTheEndOfTheGracePeriodIsReportedBeforeTheStopIsCompleteOrNotAtAll() throws Exception {
        CountDownLatch ended = new CountDownLatch(1);
        fixture.work.does(input -> {
            meet();
            ended.countDown();
            return "done";
        });
        fixture.executor.submit(task(5));
        soon().until(() -> together.getNumberWaiting() == 1);
        CompletableFuture<List<ActivityTask>> stop = fixture.executor.stop(Duration.ofSeconds(5));
        CompletableFuture<Integer> reportsAtStop = stop.thenApply(unbegun -> fixture.outcomes.reports());

        meet();
        fixture.time.advance(Duration.ofSeconds(5));

        assertThat(stop.get(10, TimeUnit.SECONDS)).isEmpty();
        RunningThreads.await(ended);
        soon().until(() -> fixture.time.nextTimer().isEmpty());
        assertThat(fixture.outcomes.reports()).isEqualTo(reportsAtStop.get(10, TimeUnit.SECONDS));
    }

    private static ConditionFactory soon() {
        return await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(1));
    }

    private void meet() {
        try {
            together.await(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
