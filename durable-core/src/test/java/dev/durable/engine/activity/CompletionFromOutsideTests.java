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
import dev.durable.failure.CanceledFailure;
import dev.durable.failure.TimeoutType;
import dev.durable.history.ActivityTaskCompleted;
import dev.durable.history.ActivityTaskFailed;
import dev.durable.history.ActivityTaskTimedOut;
import dev.durable.store.ActivityHeartbeat;
import dev.durable.store.ActivityTaskState;
import dev.durable.store.ActivityTaskState.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Attempts whose code has ended and whose result comes from outside. */
class CompletionFromOutsideTests {

    private static final ActivityTimeouts WITH_HEARTBEATS =
            new ActivityTimeouts(Duration.ofHours(1), null, null, Duration.ofSeconds(10));

    @RegisterExtension
    final RunningThreads threads = new RunningThreads();

    private final ActivityFixture fixture = new ActivityFixture();

    CompletionFromOutsideTests() {
        fixture.work.does(input -> {
            fixture.context.completeLater();
            return "ignored";
        });
    }

    @Test
    void codeEndsWithoutAResultAndFreesItsSlot() {
        fixture.executor.submit(task(5));

        assertThat(fixture.outcomes.reports()).isZero();
        assertThat(fixture.executor.running()).isZero();
        assertThat(fixture.executor.isPending(RUN, 5)).isTrue();
        assertThat(fixture.outcomes.underWay())
                .containsExactly(new ActivityTaskState(5, 1, Stage.OUTSIDE, START, null, null));
        assertThat(fixture.executor.states(RUN)).isEqualTo(fixture.outcomes.underWay());
    }

    @Test
    void codeGoesOnWhenTheDatabaseHasNotedIt() {
        ActivityFixture slow = new ActivityFixture(threads, 1);
        CompletableFuture<Void> stored = slow.outcomes.storeLater();
        AtomicBoolean goneOn = new AtomicBoolean();
        slow.work.does(input -> {
            slow.context.completeLater();
            goneOn.set(true);
            return null;
        });
        slow.executor.submit(task(5));
        await().until(() -> !slow.outcomes.underWay().isEmpty());

        assertThat(goneOn).isFalse();
        assertThat(slow.executor.running()).as("the slot is held until then").isEqualTo(1);
        stored.complete(null);

        await().untilTrue(goneOn);
        await().until(() -> slow.executor.running() == 0);
    }

    @Test
    void attemptFailsIfItCannotBeNoted() {
        fixture.outcomes.storeLater().completeExceptionally(new IllegalStateException("the run is elsewhere"));

        fixture.executor.submit(task(5, tenSeconds(), atMost(1)));

        ActivityTaskFailed failed = (ActivityTaskFailed) fixture.outcomes.onlyEvent();
        assertThat(failed.failure().message()).contains("cannot be completed later", "the run is elsewhere");
    }

    @Test
    void codeThatFailsAfterItHasHandedItsResultOverFailsTheAttempt() {
        fixture.work.does(input -> {
            fixture.context.completeLater();
            throw new IllegalStateException("could not tell anybody");
        });

        fixture.executor.submit(task(5, tenSeconds(), atMost(1)));

        assertThat(fixture.outcomes.onlyEvent()).isInstanceOf(ActivityTaskFailed.class);
        assertThat(fixture.executor.isPending(RUN, 5)).isFalse();
    }

    @Test
    void startToCloseTimeoutGoesOn() {
        fixture.executor.submit(task(5, tenSeconds(), atMost(1)));
        fixture.time.advance(Duration.ofSeconds(9));
        assertThat(fixture.outcomes.reports()).isZero();

        fixture.time.advance(Duration.ofSeconds(1));

        ActivityTaskTimedOut timedOut = (ActivityTaskTimedOut) fixture.outcomes.onlyEvent();
        assertThat(timedOut.timeoutType()).isEqualTo(TimeoutType.START_TO_CLOSE);
        assertThat(timedOut.attempt()).isEqualTo(1);
        assertThat(fixture.executor.isPending(RUN, 5)).isFalse();
    }

    @Test
    void heartbeatsFromOutsideAreExpectedAndKeepItAlive() {
        fixture.executor.submit(task(5, WITH_HEARTBEATS, atMost(1)));
        for (int i = 0; i < 5; i++) {
            fixture.time.advance(Duration.ofSeconds(9));
            assertThat(fixture.executor.outsideReports().heartbeat(RUN, 5, 1, text("step " + i)))
                    .isEqualTo(HeartbeatAnswer.NOTED);
        }
        assertThat(fixture.outcomes.reports()).isZero();
        assertThat(fixture.outcomes.underWay())
                .as("the progress is stored, and that the result comes from outside")
                .last()
                .isEqualTo(new ActivityTaskState(
                        5,
                        1,
                        Stage.OUTSIDE,
                        START,
                        null,
                        new ActivityHeartbeat(text("step 4"), START.plusSeconds(45))));

        fixture.time.advance(Duration.ofSeconds(10));

        assertThat(((ActivityTaskTimedOut) fixture.outcomes.onlyEvent()).timeoutType())
                .isEqualTo(TimeoutType.HEARTBEAT);
    }

    @Test
    void heartbeatIsAnsweredWithWhatIsToBeKnown() {
        assertThat(fixture.executor.outsideReports().heartbeat(RUN, 5, 1, null))
                .isEqualTo(HeartbeatAnswer.NOT_UNDER_WAY);
        fixture.executor.submit(task(5));

        assertThat(fixture.executor.outsideReports().heartbeat(RUN, 5, 2, null))
                .isEqualTo(HeartbeatAnswer.NOT_UNDER_WAY);
        assertThat(fixture.executor.outsideReports().heartbeat(RUN, 5, 0, null)).isEqualTo(HeartbeatAnswer.NOTED);
        fixture.executor.requestCancel(RUN, 5, "enough");

        assertThat(fixture.executor.outsideReports().heartbeat(RUN, 5, 1, null))
                .isEqualTo(HeartbeatAnswer.CANCEL_REQUESTED);
        assertThat(fixture.outcomes.reports())
                .as("the request waits for an answer")
                .isZero();
    }

    @Test
    void activityThatHasEndedOtherwiseIsForgotten() {
        fixture.executor.submit(task(5));

        fixture.executor.forget(RUN, 5);

        assertThat(fixture.executor.isPending(RUN, 5)).isFalse();
        assertThat(fixture.time.nextTimer()).isEmpty();
        assertThat(fixture.outcomes.reports()).isZero();
    }

    @Test
    void codeThatHasHandedItsResultOverMayEndInItsOwnTime() throws Exception {
        ActivityFixture running = new ActivityFixture(threads, 1);
        CountDownLatch handedOver = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        List<String> ends = new ArrayList<>();
        running.work.does(input -> {
            running.context.completeLater();
            handedOver.countDown();
            goOn.await();
            ends.add("active " + running.context.isActive());
            return null;
        });
        running.executor.submit(task(5));
        RunningThreads.await(handedOver);

        running.executor.forget(RUN, 5);
        goOn.countDown();

        await().until(() -> !ends.isEmpty());
        assertThat(ends).containsExactly("active false");
        assertThat(running.outcomes.reports()).isZero();
    }

    @Test
    void laterAttemptTakesThePlaceOfTheOneThatFailedOutside() {
        ActivityTask first = task(5, tenSeconds(), atMost(2));
        fixture.executor.submit(first);

        AttemptVerdict verdict = fixture.executor
                .outsideReports()
                .judgeFailure(first, TextPayloads.INSTANCE.toInfo(new IllegalStateException("refused")), Set.of());
        ActivityTask second = ((AttemptVerdict.Repeats) verdict).next();
        fixture.work.does(input -> "done by attempt " + fixture.context.info().attempt());
        fixture.executor.submit(second);
        fixture.executor.submit(first);
        fixture.time.advance(Duration.ofSeconds(1));

        assertThat(fixture.outcomes.onlyEvent())
                .isEqualTo(new ActivityTaskCompleted(0, START.plusSeconds(1), 5, 2, text("done by attempt 2")));
        fixture.time.advance(Duration.ofHours(1));
        assertThat(fixture.outcomes.reports()).isEqualTo(1);
    }

    @Test
    void attemptThatBeganElsewhereGoesOnWithItsTimeLimit() {
        fixture.time.advance(Duration.ofSeconds(4));

        fixture.executor.recover(
                task(5, tenSeconds(), atMost(1)), new ActivityTaskState(5, 1, Stage.OUTSIDE, START, null, null));

        assertThat(fixture.executor.isPending(RUN, 5)).isTrue();
        assertThat(fixture.outcomes.reports()).isZero();
        fixture.time.advance(Duration.ofSeconds(6));
        assertThat(fixture.outcomes.onlyEvent()).isInstanceOf(ActivityTaskTimedOut.class);
    }

    @Test
    void attemptWhoseTimeRanOutWhileNobodyWatchedTimesOut() {
        fixture.time.advance(Duration.ofMinutes(5));

        fixture.executor.recover(
                task(5, tenSeconds(), atMost(2)), new ActivityTaskState(5, 1, Stage.OUTSIDE, START, null, null));
        fixture.time.advance(Duration.ZERO);

        assertThat(fixture.outcomes.onlyNextAttempt().failed().failure().type()).isEqualTo("START_TO_CLOSE");
    }

    @Test
    void heartbeatsAreCountedAnewAfterARestart() {
        fixture.time.advance(Duration.ofMinutes(5));
        fixture.executor.recover(
                task(5, WITH_HEARTBEATS, atMost(1)), new ActivityTaskState(5, 1, Stage.OUTSIDE, START, null, null));

        fixture.time.advance(Duration.ofSeconds(9));
        assertThat(fixture.outcomes.reports()).isZero();
        fixture.time.advance(Duration.ofSeconds(1));

        assertThat(fixture.outcomes.reports()).isEqualTo(1);
    }

    @Test
    void stopLeavesItToTheStore() {
        fixture.executor.submit(task(5));

        List<ActivityTask> unbegun =
                fixture.executor.stop(Duration.ofSeconds(10)).join();

        assertThat(unbegun).isEmpty();
        assertThat(fixture.executor.isPending(RUN, 5)).isFalse();
        assertThat(fixture.time.nextTimer()).isEmpty();
        assertThat(fixture.outcomes.reports()).isZero();
    }

    @Test
    void attemptThatIsToStopIsNotHandedOver() throws Exception {
        ActivityFixture running = new ActivityFixture(threads, 1);
        CountDownLatch begun = new CountDownLatch(1);
        running.work.does(input -> {
            begun.countDown();
            try {
                ActivityFixture.sleepUntilInterrupted();
            } catch (InterruptedException e) {
                assertThatExceptionOfType(CanceledFailure.class).isThrownBy(() -> running.context.completeLater());
            }
            return "done after all";
        });
        running.executor.submit(task(5));
        RunningThreads.await(begun);

        running.executor.requestCancel(RUN, 5, "enough");

        await().until(() -> running.outcomes.reports() == 1);
        assertThat(running.outcomes.onlyEvent()).isInstanceOf(ActivityTaskCompleted.class);
        assertThat(running.outcomes.underWay()).isEmpty();
    }

    @Test
    void tokenNamesTheAttempt() {
        List<String> tokens = new ArrayList<>();
        fixture.work.does(input -> {
            tokens.add(fixture.context.taskToken());
            return null;
        });

        fixture.executor.submit(task(5));

        assertThat(ActivityToken.parse(tokens.get(0))).isEqualTo(new ActivityToken(RUN, 5, 1));
    }
}
