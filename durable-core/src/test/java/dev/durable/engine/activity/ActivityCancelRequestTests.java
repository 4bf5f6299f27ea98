package dev.durable.engine.activity;

import static dev.durable.engine.activity.ActivityFixture.RUN;
import static dev.durable.engine.activity.ActivityFixture.START;
import static dev.durable.engine.activity.ActivityFixture.atMost;
import static dev.durable.engine.activity.ActivityFixture.task;
import static dev.durable.engine.activity.ActivityFixture.tenSeconds;
import static dev.durable.engine.activity.TextPayloads.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.durable.activity.ActivityTimeouts;
import dev.durable.activity.RetryPolicy;
import dev.durable.failure.ApplicationFailure;
import dev.durable.failure.CanceledFailure;
import dev.durable.failure.RetryState;
import dev.durable.failure.TimeoutType;
import dev.durable.history.ActivityTaskCanceled;
import dev.durable.history.ActivityTaskCompleted;
import dev.durable.history.ActivityTaskFailed;
import dev.durable.history.ActivityTaskTimedOut;
import dev.durable.history.InboundEvent;
import dev.durable.payload.FailureInfo;
import dev.durable.store.ActivityTaskState;
import dev.durable.store.ActivityTaskState.Stage;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A workflow asks a single activity to stop. */
class ActivityCancelRequestTests {

    private static final String REASON = "nobody needs it";

    @RegisterExtension
    final RunningThreads threads = new RunningThreads();

    private final CountDownLatch begun = new CountDownLatch(1);

    @Test
    void codeThatRunsIsInterruptedOnceAndTold() throws Exception {
        ActivityFixture fixture = new ActivityFixture(threads, 1);
        AtomicInteger interrupts = new AtomicInteger();
        CountDownLatch goOn = new CountDownLatch(1);
        fixture.work.does(input -> {
            assertThat(fixture.context.isCancelRequested()).isFalse();
            fixture.context.throwIfCanceled();
            begun.countDown();
            while (goOn.getCount() > 0) {
                try {
                    goOn.await();
                } catch (InterruptedException e) {
                    interrupts.incrementAndGet();
                }
            }
            assertThat(fixture.context.isCancelRequested()).isTrue();
            assertThat(fixture.context.isActive()).as("its result is wanted").isTrue();
            assertThatExceptionOfType(CanceledFailure.class)
                    .isThrownBy(() -> fixture.context.throwIfCanceled())
                    .withMessageContaining(REASON);
            fixture.context.heartbeat("as far as it came");
            return null;
        });
        fixture.executor.submit(task(5));
        RunningThreads.await(begun);

        fixture.executor.requestCancel(RUN, 5, REASON);
        fixture.executor.requestCancel(RUN, 5, "again");
        await().untilAtomic(interrupts, org.hamcrest.Matchers.is(1));
        goOn.countDown();

        ActivityTaskCanceled canceled = (ActivityTaskCanceled) awaitEnd(fixture);
        assertThat(canceled.scheduledEventId()).isEqualTo(5);
        assertThat(canceled.attempt()).isEqualTo(1);
        assertThat(canceled.failure().kind()).isEqualTo(FailureInfo.Kind.CANCELED);
        assertThat(canceled.failure().message()).contains(REASON);
        assertThat(interrupts).hasValue(1);
        assertThat(fixture.executor.running()).isZero();
    }

    @ParameterizedTest
    @MethodSource("endsOfInterruptedCode")
    void codeThatEndsByItsInterruptionIsCanceled(Exception thrown) throws Exception {
        ActivityFixture fixture = canceledWhileRunning(input -> {
            throw thrown;
        });

        assertThat(awaitEnd(fixture)).isInstanceOf(ActivityTaskCanceled.class);
    }

    static Stream<Exception> endsOfInterruptedCode() {
        return Stream.of(
                new InterruptedException(),
                new ClosedByInterruptException(),
                new CanceledFailure("its own"),
                new IllegalStateException(new RuntimeException("deep", new InterruptedException("sleep"))),
                ApplicationFailure.of("wrapped", "Wrapped", new CanceledFailure("inside"), java.util.List.of()));
    }

    @Test
    void whatTheCodeSaysAboutItsCancellationIsKept() throws Exception {
        ActivityFixture fixture = canceledWhileRunning(input -> {
            throw new CanceledFailure("stopped after row 7");
        });

        ActivityTaskCanceled canceled = (ActivityTaskCanceled) awaitEnd(fixture);
        assertThat(canceled.failure().message()).isEqualTo("stopped after row 7");
    }

    @Test
    void codeThatReturnsNeverthelessHasCompleted() throws Exception {
        ActivityFixture fixture = canceledWhileRunning(input -> "done all the same");

        assertThat(awaitEnd(fixture)).isEqualTo(new ActivityTaskCompleted(0, START, 5, 1, text("done all the same")));
    }

    @Test
    void anotherFailureEndsTheActivityWithoutFurtherAttempts() throws Exception {
        ActivityFixture fixture = canceledWhileRunning(input -> {
            throw new IllegalStateException("broken");
        });

        ActivityTaskFailed failed = (ActivityTaskFailed) awaitEnd(fixture);
        assertThat(failed.retryState()).isEqualTo(RetryState.CANCEL_REQUESTED);
        assertThat(failed.failure().message()).isEqualTo("broken");
        assertThat(fixture.outcomes.nextAttempts()).isEmpty();
    }

    @Test
    void cancellationThatNobodyAskedForIsAFailureLikeAnyOther() {
        ActivityFixture fixture = new ActivityFixture();
        fixture.work.does(input -> {
            throw new CanceledFailure("on my own");
        });

        fixture.executor.submit(task(5, tenSeconds(), atMost(1)));

        assertThat(fixture.outcomes.onlyEvent()).isInstanceOf(ActivityTaskFailed.class);
    }

    @Test
    void cleanUpMayTakeItsTimeAsLongAsItGivesHeartbeats() throws Exception {
        ActivityFixture fixture = new ActivityFixture(threads, 1);
        fixture.work.does(input -> {
            begun.countDown();
            awaitInterrupt();
            for (int i = 0; i < 5; i++) {
                fixture.time.advance(Duration.ofSeconds(2));
                assertThatExceptionOfType(CanceledFailure.class).isThrownBy(() -> fixture.context.heartbeat("tidying"));
            }
            return "tidied up";
        });
        fixture.executor.submit(task(
                5,
                new ActivityTimeouts(Duration.ofMinutes(1), null, null, Duration.ofSeconds(3)),
                RetryPolicy.DEFAULT));
        RunningThreads.await(begun);

        fixture.executor.requestCancel(RUN, 5, REASON);

        assertThat(awaitEnd(fixture)).isInstanceOf(ActivityTaskCompleted.class);
    }

    @Test
    void attemptThatTimesOutAfterTheRequestIsTheLast() throws Exception {
        ActivityFixture fixture = new ActivityFixture(threads, 1);
        CountDownLatch over = new CountDownLatch(1);
        fixture.work.does(input -> {
            begun.countDown();
            awaitInterrupt();
            over.await();
            return null;
        });
        fixture.executor.submit(task(5));
        RunningThreads.await(begun);
        fixture.executor.requestCancel(RUN, 5, REASON);

        fixture.time.advance(Duration.ofSeconds(10));

        ActivityTaskTimedOut timedOut = (ActivityTaskTimedOut) awaitEnd(fixture);
        assertThat(timedOut.timeoutType()).isEqualTo(TimeoutType.START_TO_CLOSE);
        assertThat(timedOut.retryState()).isEqualTo(RetryState.CANCEL_REQUESTED);
        over.countDown();
    }

    @Test
    void activityThatWaitsForItsNextAttemptIsCanceledAtOnce() {
        ActivityFixture fixture = new ActivityFixture();
        fixture.executor.submit(
                task(5).next(START.plusSeconds(30), TextPayloads.INSTANCE.toInfo(new IllegalStateException())));

        fixture.executor.requestCancel(RUN, 5, REASON);

        ActivityTaskCanceled canceled = (ActivityTaskCanceled) fixture.outcomes.onlyEvent();
        assertThat(canceled.attempt()).as("attempts made so far").isEqualTo(1);
        assertThat(canceled.failure().message()).isEqualTo("The activity was canceled before attempt 2");
        fixture.time.advance(Duration.ofHours(1));
        assertThat(fixture.outcomes.reports()).isEqualTo(1);
        assertThat(fixture.executor.isPending(RUN, 5)).isFalse();
    }

    @Test
    void activityThatWaitsForASlotIsCanceledAtOnce() {
        QueuedThreads queued = new QueuedThreads();
        ActivityFixture fixture = new ActivityFixture(queued, 1);
        fixture.executor.submit(task(4));
        fixture.executor.submit(task(5));

        fixture.executor.requestCancel(RUN, 5, REASON);

        ActivityTaskCanceled canceled = (ActivityTaskCanceled) fixture.outcomes.onlyEvent();
        assertThat(canceled.scheduledEventId()).isEqualTo(5);
        assertThat(canceled.attempt()).isZero();
        assertThat(fixture.executor.waiting()).isZero();
        queued.runAll();
        assertThat(fixture.outcomes.events()).hasSize(2);
    }

    @Test
    void attemptOnItsWayToAThreadDoesNotBeginAndFreesItsSlot() {
        QueuedThreads queued = new QueuedThreads();
        ActivityFixture fixture = new ActivityFixture(queued, 1);
        fixture.executor.submit(task(5));
        fixture.executor.submit(task(6));

        fixture.executor.requestCancel(RUN, 5, REASON);
        queued.runAll();

        assertThat(fixture.outcomes.events())
                .extracting(InboundEvent::type)
                .extracting(Enum::name)
                .containsExactly("ActivityTaskCanceled", "ActivityTaskCompleted");
        assertThat(fixture.executor.running()).isZero();
    }

    @Test
    void attemptOfAnActivityThatIsToStopIsNotMade() {
        ActivityFixture fixture = new ActivityFixture();
        AtomicInteger calls = new AtomicInteger();
        fixture.work.does(input -> calls.incrementAndGet());

        assertThat(fixture.executor.submit(task(5).askedToStop())).isTrue();

        assertThat(fixture.outcomes.onlyEvent()).isInstanceOf(ActivityTaskCanceled.class);
        assertThat(calls).hasValue(0);
    }

    @Test
    void requestForAnActivityThatIsNotHereChangesNothing() {
        ActivityFixture fixture = new ActivityFixture();

        fixture.executor.requestCancel(RUN, 5, REASON);

        assertThat(fixture.outcomes.reports()).isZero();
    }

    @Test
    void attemptThatWasLostWithItsProcessIsNotRepeated() {
        ActivityFixture fixture = new ActivityFixture();

        fixture.executor.recover(task(5).askedToStop(), null);

        ActivityTaskTimedOut timedOut = (ActivityTaskTimedOut) fixture.outcomes.onlyEvent();
        assertThat(timedOut.retryState()).isEqualTo(RetryState.CANCEL_REQUESTED);
        assertThat(timedOut.attempt()).isEqualTo(1);
    }

    @Test
    void attemptThatHasCertainlyNotBegunElsewhereIsCanceled() {
        ActivityFixture released = new ActivityFixture();
        ActivityFixture waiting = new ActivityFixture();

        released.executor.recover(task(5).askedToStop(), stored(2, Stage.RELEASED));
        waiting.executor.recover(task(5).askedToStop(), stored(3, Stage.WAITING));

        assertThat(((ActivityTaskCanceled) released.outcomes.onlyEvent()).attempt())
                .isEqualTo(1);
        assertThat(((ActivityTaskCanceled) waiting.outcomes.onlyEvent()).attempt())
                .isEqualTo(2);
    }

    @Test
    void runThatComesBackRepeatsItsRequestToWhatIsPendingHere() throws Exception {
        ActivityFixture fixture = new ActivityFixture(threads, 1);
        fixture.work.does(input -> {
            begun.countDown();
            return ActivityFixture.sleepUntilInterrupted();
        });
        fixture.executor.submit(task(5));
        RunningThreads.await(begun);

        fixture.executor.recover(task(5).askedToStop(), null);

        assertThat(awaitEnd(fixture)).isInstanceOf(ActivityTaskCanceled.class);
    }

    private ActivityFixture canceledWhileRunning(Work.Code afterInterrupt) throws Exception {
        ActivityFixture fixture = new ActivityFixture(threads, 1);
        fixture.work.does(input -> {
            begun.countDown();
            awaitInterrupt();
            return afterInterrupt.run(input);
        });
        fixture.executor.submit(task(5));
        RunningThreads.await(begun);
        fixture.executor.requestCancel(RUN, 5, REASON);
        return fixture;
    }

    private static void awaitInterrupt() {
        try {
            ActivityFixture.sleepUntilInterrupted();
        } catch (InterruptedException e) {
            // what the test is about comes after it
        }
    }

    private static InboundEvent awaitEnd(ActivityFixture fixture) {
        await().until(() -> fixture.outcomes.reports() > 0);
        return fixture.outcomes.onlyEvent();
    }

    private static ActivityTaskState stored(int attempt, Stage stage) {
        return new ActivityTaskState(5, attempt, stage, START.plusSeconds(60), null, null);
    }
}
