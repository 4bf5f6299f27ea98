package dev.durable.engine.activity;

import static dev.durable.engine.activity.ActivityFixture.START;
import static dev.durable.engine.activity.ActivityFixture.atMost;
import static dev.durable.engine.activity.ActivityFixture.task;
import static dev.durable.engine.activity.ActivityFixture.tenSeconds;
import static dev.durable.engine.activity.TextPayloads.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.client.FailedAttempt;
import dev.durable.failure.RetryState;
import dev.durable.failure.TimeoutType;
import dev.durable.history.ActivityTaskCompleted;
import dev.durable.history.ActivityTaskTimedOut;
import dev.durable.payload.FailureInfo;
import dev.durable.store.ActivityHeartbeat;
import dev.durable.store.ActivityTaskState;
import dev.durable.store.ActivityTaskState.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ActivityRecoveryTests {

    private static final ActivityHeartbeat PROGRESS = new ActivityHeartbeat(text("50%"), START);
    private static final FailureInfo FAILURE = TextPayloads.INSTANCE.toInfo(new IllegalStateException("before"));
    private static final Instant NOW = START.plusSeconds(60);

    private final ActivityFixture fixture = new ActivityFixture();
    private final List<Integer> begun = new ArrayList<>();

    ActivityRecoveryTests() {
        fixture.work.does(input -> {
            begun.add(fixture.context.info().attempt());
            return "done";
        });
        fixture.time.advanceTo(NOW);
    }

    @Test
    void firstAttemptOfWhichNothingIsKnownIsLostAndTheSecondFollows() {
        fixture.executor.recover(task(5), null);

        assertThat(begun).isEmpty();
        RecordedOutcomes.Next next = fixture.outcomes.onlyNextAttempt();
        assertThat(next.task().attempt()).isEqualTo(2);
        assertThat(next.task().dueAt()).isEqualTo(NOW.plusSeconds(1));
        FailureInfo lost = next.failed().failure();
        assertThat(lost.kind()).isEqualTo(FailureInfo.Kind.TIMEOUT);
        assertThat(lost.type()).isEqualTo("START_TO_CLOSE");
        assertThat(lost.message()).isEqualTo("Attempt 1 may have begun and was lost with the process that ran it");
        assertThat(next.failed()).isEqualTo(new FailedAttempt(5, 1, NOW, NOW.plusSeconds(1), lost));
        assertThat(next.task().lastFailure()).isEqualTo(lost);

        fixture.time.advance(Duration.ofSeconds(1));
        assertThat(begun).containsExactly(2);
    }

    @Test
    void activityThatIsTriedAtMostOnceTimesOutIfItsAttemptWasLost() {
        fixture.executor.recover(task(5, tenSeconds(), atMost(1)), null);

        assertThat(begun).isEmpty();
        assertThat(fixture.outcomes.onlyEvent())
                .isEqualTo(new ActivityTaskTimedOut(
                        0,
                        NOW,
                        5,
                        1,
                        TimeoutType.START_TO_CLOSE,
                        "Attempt 1 may have begun and was lost with the process that ran it",
                        null,
                        RetryState.MAXIMUM_ATTEMPTS_REACHED));
    }

    @Test
    void attemptThatIsNotDueYetIsMadeWhenItIs() {
        fixture.executor.recover(task(5), stored(3, NOW.plusSeconds(5), Stage.WAITING));

        assertThat(fixture.outcomes.reports()).isZero();
        fixture.time.advance(Duration.ofSeconds(5));
        assertThat(begun).containsExactly(3);
        assertThat(fixture.outcomes.onlyEvent())
                .isEqualTo(new ActivityTaskCompleted(0, NOW.plusSeconds(5), 5, 3, text("done")));
    }

    @Test
    void attemptThatWasDueMayHaveBegunAndIsLost() {
        fixture.executor.recover(task(5), stored(3, NOW, Stage.WAITING));

        assertThat(begun).isEmpty();
        RecordedOutcomes.Next next = fixture.outcomes.onlyNextAttempt();
        assertThat(next.task().attempt()).isEqualTo(4);
        assertThat(next.task().dueAt()).isEqualTo(NOW.plusSeconds(4));
        assertThat(next.task().heartbeat()).isEqualTo(PROGRESS);
        assertThat(next.failed().attempt()).isEqualTo(3);
    }

    @Test
    void lastAttemptThatWasDueTimesTheActivityOutWithTheFailureBefore() {
        fixture.executor.recover(task(5, tenSeconds(), atMost(3)), stored(3, NOW.minusSeconds(1), Stage.WAITING));

        ActivityTaskTimedOut timedOut = (ActivityTaskTimedOut) fixture.outcomes.onlyEvent();
        assertThat(timedOut.attempt()).isEqualTo(3);
        assertThat(timedOut.lastFailure()).isEqualTo(FAILURE);
        assertThat(begun).isEmpty();
    }

    @Test
    void releasedAttemptIsMadeDurableBeforeItBegins() {
        RecordedOutcomes outcomes = new RecordedOutcomes();
        ActivityExecutor executor = ActivityFixture.newExecutor(fixture.time, Runnable::run, 1, outcomes, fixture.work);
        executor.start();

        executor.recover(task(5, tenSeconds(), atMost(1)), stored(1, START, Stage.RELEASED));

        assertThat(begun).isEmpty();
        RecordedOutcomes.Next next = outcomes.onlyNextAttempt();
        assertThat(next.failed()).isNull();
        assertThat(next.task().toState()).isEqualTo(stored(1, NOW, Stage.WAITING));
    }

    @Test
    void releasedAttemptBeginsWithItsOwnNumber() {
        fixture.executor.recover(task(5, tenSeconds(), atMost(1)), stored(1, START, Stage.RELEASED));

        assertThat(begun).containsExactly(1);
        assertThat(fixture.outcomes.onlyEvent()).isInstanceOf(ActivityTaskCompleted.class);
    }

    @Test
    void releasedAttemptKeepsThePauseThatIsLeft() {
        fixture.executor.recover(task(5), stored(2, NOW.plusSeconds(30), Stage.RELEASED));

        assertThat(fixture.outcomes.onlyNextAttempt().task().toState())
                .isEqualTo(stored(2, NOW.plusSeconds(30), Stage.WAITING));
        fixture.time.advance(Duration.ofSeconds(29));
        assertThat(begun).isEmpty();
        fixture.time.advance(Duration.ofSeconds(1));
        assertThat(begun).containsExactly(2);
    }

    @Test
    void firstAttemptThatWasMadeDurableAgainIsLostEvenIfTheClockOfItsNodeWasAhead() {
        fixture.executor.recover(task(5, tenSeconds(), atMost(1)), stored(1, NOW.plusSeconds(2), Stage.WAITING));
        fixture.time.advance(Duration.ofMinutes(1));

        assertThat(begun).isEmpty();
        assertThat(fixture.outcomes.onlyEvent()).isInstanceOf(ActivityTaskTimedOut.class);
    }

    @Test
    void activityTriedAtMostOnceNeverBeginsTwiceHoweverOftenItsNodesStopAndCrash() {
        ActivityTask task = task(5, tenSeconds(), atMost(1));
        fixture.work.does(input -> begun.add(1));
        RecordedOutcomes stopped = new RecordedOutcomes();
        QueuedThreads threads = new QueuedThreads();
        ActivityExecutor first = ActivityFixture.newExecutor(fixture.time, threads, 1, stopped, fixture.work);
        first.start();
        first.submit(task);
        List<ActivityTask> unbegun = first.stop(Duration.ZERO).join();

        ActivityExecutor second = ActivityFixture.newExecutor(fixture.time, threads, 1, stopped, fixture.work);
        second.start();
        second.recover(task, unbegun.get(0).toState().asReleased());
        ActivityTask durable = stopped.onlyNextAttempt().task();
        second.submit(durable);
        threads.runAll();
        assertThat(begun).hasSize(1);

        fixture.executor.recover(task, durable.toState());
        fixture.time.advance(Duration.ofHours(1));

        assertThat(begun).hasSize(1);
        assertThat(fixture.outcomes.onlyEvent()).isInstanceOf(ActivityTaskTimedOut.class);
    }

    @Test
    void activityThatIsPendingHereNeedsNoRecovery() {
        QueuedThreads threads = new QueuedThreads();
        ActivityFixture running = new ActivityFixture(threads, 1);
        running.executor.submit(task(5));

        running.executor.recover(task(5), null);
        assertThat(running.outcomes.reports()).isZero();

        threads.runAll();
        assertThat(running.outcomes.onlyEvent()).isInstanceOf(ActivityTaskCompleted.class);
    }

    private static ActivityTaskState stored(int attempt, Instant at, Stage stage) {
        return new ActivityTaskState(5, attempt, stage, at, FAILURE, PROGRESS);
    }
}
