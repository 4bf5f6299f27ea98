package dev.durable.engine.activity;

import static dev.durable.engine.activity.ActivityFixture.START;
import static dev.durable.engine.activity.ActivityFixture.atMost;
import static dev.durable.engine.activity.ActivityFixture.task;
import static dev.durable.engine.activity.ActivityFixture.tenSeconds;
import static dev.durable.engine.activity.TextPayloads.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.durable.activity.ActivityTimeouts;
import dev.durable.activity.RetryPolicy;
import dev.durable.failure.RetryState;
import dev.durable.failure.TimeoutType;
import dev.durable.history.ActivityTaskCompleted;
import dev.durable.history.ActivityTaskFailed;
import dev.durable.history.ActivityTaskTimedOut;
import dev.durable.payload.FailureInfo;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.LoggerFactory;

class ActivityTimeoutTests {

    @RegisterExtension
    final RunningThreads threads = new RunningThreads();

    private final ActivityFixture fixture = new ActivityFixture(threads, 1);
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch interrupted = new CountDownLatch(1);

    @Test
    void attemptThatTakesTooLongIsInterruptedAndRepeated() throws Exception {
        fixture.work.does(this::hangInFirstAttempt);
        fixture.executor.submit(task(5));
        RunningThreads.await(begun);

        fixture.time.advance(Duration.ofSeconds(10));

        RunningThreads.await(interrupted);
        RecordedOutcomes.Next next = fixture.outcomes.onlyNextAttempt();
        assertThat(next.task().attempt()).isEqualTo(2);
        assertThat(next.task().dueAt()).isEqualTo(START.plusSeconds(11));
        assertThat(next.failed().failure().kind()).isEqualTo(FailureInfo.Kind.TIMEOUT);
        assertThat(next.failed().failure().message()).isEqualTo("Attempt 1 did not end within PT10S");

        fixture.time.advance(Duration.ofSeconds(1));
        await().until(() -> !fixture.outcomes.events().isEmpty());
        assertThat(fixture.outcomes.onlyEvent())
                .isEqualTo(new ActivityTaskCompleted(0, START.plusSeconds(11), 5, 2, text("attempt 2")));
    }

    @Test
    void lastAttemptThatTakesTooLongTimesTheActivityOut() throws Exception {
        fixture.work.does(this::hangInFirstAttempt);
        fixture.executor.submit(task(5, tenSeconds(), atMost(1)));
        RunningThreads.await(begun);

        fixture.time.advance(Duration.ofSeconds(10));

        assertThat(fixture.outcomes.onlyEvent())
                .isEqualTo(new ActivityTaskTimedOut(
                        0,
                        START.plusSeconds(10),
                        5,
                        1,
                        TimeoutType.START_TO_CLOSE,
                        "Attempt 1 did not end within PT10S",
                        null,
                        RetryState.MAXIMUM_ATTEMPTS_REACHED));
    }

    @Test
    void timedOutAttemptFreesItsSlotAtOnceAndItsLateResultIsIgnored() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        fixture.work.does(input -> {
            if (input.equals("5")) {
                begun.countDown();
                awaitIgnoringInterrupts(release);
                ended.countDown();
            }
            return "done";
        });
        fixture.executor.submit(task(5, tenSeconds(), atMost(1)));
        RunningThreads.await(begun);
        fixture.executor.submit(task(6));
        assertThat(fixture.executor.waiting()).isEqualTo(1);

        fixture.time.advance(Duration.ofSeconds(10));
        await().until(() -> fixture.outcomes.events().size() == 2);
        release.countDown();
        RunningThreads.await(ended);

        await().until(() -> fixture.executor.running() == 0);
        assertThat(fixture.outcomes.events())
                .extracting(event -> event.getClass().getSimpleName())
                .containsExactly("ActivityTaskTimedOut", "ActivityTaskCompleted");
    }

    @Test
    void threadThatIgnoresItsInterruptIsReportedInTheLog() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        fixture.work.does(input -> {
            begun.countDown();
            awaitIgnoringInterrupts(release);
            return null;
        });
        Logger logger = (Logger) LoggerFactory.getLogger(AttemptTimeouts.class);
        ListAppender<ILoggingEvent> logged = new ListAppender<>();
        logged.start();
        logger.addAppender(logged);
        try {
            fixture.executor.submit(task(5, tenSeconds(), atMost(1)));
            RunningThreads.await(begun);
            fixture.time.advance(Duration.ofSeconds(10));
            assertThat(logged.list).isEmpty();

            fixture.time.advance(AttemptTimeouts.STUCK_AFTER);

            assertThat(logged.list)
                    .singleElement()
                    .satisfies(event -> assertThat(event.getFormattedMessage())
                            .contains("still runs attempt 1 of activity Work.run (event 5) of workflow order-42")
                            .contains("(ActivityTimeoutTests.java:"));
        } finally {
            logger.detachAppender(logged);
            release.countDown();
        }
        await().until(() -> fixture.time.nextTimer().isEmpty());
    }

    @Test
    void activityOfWhichNoAttemptBeginsInTimeIsNotRetried() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        AtomicInteger calls = new AtomicInteger();
        fixture.work.does(input -> {
            calls.incrementAndGet();
            release.await();
            return null;
        });
        fixture.executor.submit(task(5));
        fixture.executor.submit(task(6, timeouts(3, null, null), RetryPolicy.DEFAULT));

        fixture.time.advance(Duration.ofSeconds(3));
        release.countDown();
        await().until(() -> fixture.outcomes.events().size() == 2);

        assertThat(fixture.outcomes.events().get(0))
                .isEqualTo(new ActivityTaskTimedOut(
                        0,
                        START.plusSeconds(3),
                        6,
                        0,
                        TimeoutType.SCHEDULE_TO_START,
                        "No attempt began within PT3S of scheduling",
                        null,
                        RetryState.TIMEOUT_NOT_RETRYABLE));
        assertThat(calls).hasValue(1);
        assertThat(fixture.executor.waiting()).isZero();
    }

    @Test
    void scheduleToStartDoesNotConcernAnAttemptThatHasBegun() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        fixture.work.does(input -> {
            begun.countDown();
            release.await();
            return null;
        });
        fixture.executor.submit(task(5, timeouts(3, null, null), RetryPolicy.DEFAULT));
        RunningThreads.await(begun);

        fixture.time.advance(Duration.ofSeconds(5));
        release.countDown();

        await().until(() -> !fixture.outcomes.events().isEmpty());
        assertThat(fixture.outcomes.onlyEvent()).isInstanceOf(ActivityTaskCompleted.class);
    }

    @Test
    void attemptThatGetsItsThreadTooLateDoesNotBegin() {
        QueuedThreads late = new QueuedThreads();
        ActivityFixture slow = new ActivityFixture(late, 1);
        AtomicInteger calls = new AtomicInteger();
        slow.work.does(input -> calls.incrementAndGet());
        ActivityTask overdue = task(5, timeouts(3, null, null), RetryPolicy.DEFAULT);
        slow.time.schedule(START.plusSeconds(3), () -> late.runAll());

        slow.executor.submit(overdue);
        slow.time.advance(Duration.ofSeconds(3));

        assertThat(calls).hasValue(0);
        assertThat(slow.outcomes.onlyEvent()).extracting("timeoutType").isEqualTo(TimeoutType.SCHEDULE_TO_START);
        assertThat(slow.executor.running()).isZero();
    }

    @Test
    void scheduleToCloseEndsARunningAttempt() throws Exception {
        fixture.work.does(this::hangInFirstAttempt);
        fixture.executor.submit(task(5, timeouts(null, 4, null), RetryPolicy.DEFAULT));
        RunningThreads.await(begun);

        fixture.time.advance(Duration.ofSeconds(4));

        RunningThreads.await(interrupted);
        assertThat(fixture.outcomes.onlyEvent())
                .isEqualTo(new ActivityTaskTimedOut(
                        0,
                        START.plusSeconds(4),
                        5,
                        1,
                        TimeoutType.SCHEDULE_TO_CLOSE,
                        "The activity did not end within PT4S of scheduling",
                        null,
                        RetryState.TIMEOUT_NOT_RETRYABLE));
        assertThat(fixture.outcomes.nextAttempts()).isEmpty();
    }

    @Test
    void scheduleToCloseEndsTheWaitForASlotAndTellsTheLastFailure() throws Exception {
        fixture.work.does(this::hangInFirstAttempt);
        fixture.executor.submit(task(5));
        RunningThreads.await(begun);
        FailureInfo failure = TextPayloads.INSTANCE.toInfo(new IllegalStateException("first"));

        fixture.executor.submit(
                task(6, timeouts(null, 4, null), RetryPolicy.DEFAULT).next(START, failure));
        fixture.time.advance(Duration.ofSeconds(4));

        ActivityTaskTimedOut timedOut = (ActivityTaskTimedOut) fixture.outcomes.onlyEvent();
        assertThat(timedOut.timeoutType()).isEqualTo(TimeoutType.SCHEDULE_TO_CLOSE);
        assertThat(timedOut.attempt()).isEqualTo(1);
        assertThat(timedOut.lastFailure()).isEqualTo(failure);
    }

    @Test
    void activityFailsIfItsNextAttemptWouldBeginAfterScheduleToClose() {
        ActivityFixture direct = new ActivityFixture();
        direct.work.does(input -> {
            throw new IllegalStateException("attempt " + direct.context.info().attempt());
        });

        direct.executor.submit(task(5, timeouts(null, 4, null), RetryPolicy.DEFAULT));
        direct.time.advance(Duration.ofMinutes(1));

        ActivityTaskFailed failed = (ActivityTaskFailed) direct.outcomes.onlyEvent();
        assertThat(failed.time()).isEqualTo(START.plusSeconds(3));
        assertThat(failed.attempt()).isEqualTo(3);
        assertThat(failed.failure().message()).isEqualTo("attempt 3");
        assertThat(failed.retryState()).isEqualTo(RetryState.TIMEOUT);
    }

    @Test
    void endedAttemptLeavesNoTimers() {
        ActivityFixture direct = new ActivityFixture();

        direct.executor.submit(task(5, timeouts(1, 2, 1), RetryPolicy.DEFAULT));

        assertThat(direct.time.nextTimer()).isEmpty();
        assertThat(direct.outcomes.reports()).isEqualTo(1);
    }

    private @Nullable Object hangInFirstAttempt(String input) throws InterruptedException {
        int attempt = fixture.context.info().attempt();
        if (attempt > 1) {
            return "attempt " + attempt;
        }
        begun.countDown();
        try {
            return ActivityFixture.sleepUntilInterrupted();
        } catch (InterruptedException e) {
            interrupted.countDown();
            throw e;
        }
    }

    private static void awaitIgnoringInterrupts(CountDownLatch latch) {
        while (latch.getCount() > 0) {
            LockSupport.parkNanos(1_000_000);
            Thread.interrupted();
        }
    }

    private static ActivityTimeouts timeouts(
            @Nullable Integer scheduleToStart, @Nullable Integer scheduleToClose, @Nullable Integer heartbeat) {
        return new ActivityTimeouts(
                Duration.ofSeconds(10), seconds(scheduleToStart), seconds(scheduleToClose), seconds(heartbeat));
    }

    private static @Nullable Duration seconds(@Nullable Integer seconds) {
        return seconds == null ? null : Duration.ofSeconds(seconds);
    }
}
