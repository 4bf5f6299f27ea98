package dev.durable.engine.activity;

import static dev.durable.engine.activity.ActivityFixture.RUN;
import static dev.durable.engine.activity.ActivityFixture.START;
import static dev.durable.engine.activity.ActivityFixture.atMost;
import static dev.durable.engine.activity.ActivityFixture.tenSeconds;
import static dev.durable.engine.activity.TextPayloads.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.durable.activity.ActivityInfo;
import dev.durable.activity.ActivityTimeouts;
import dev.durable.activity.RetryPolicy;
import dev.durable.engine.activity.RecordedOutcomes.LocalEnded;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.failure.RetryState;
import dev.durable.history.ActivityTaskScheduled;
import dev.durable.history.LocalActivityTaskCompleted;
import dev.durable.history.LocalActivityTaskFailed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Attempts of local activities: limits and retries are the executor's own business. */
class LocalAttemptTests {

    private static final int EXECUTION = 3;

    private final ActivityFixture fixture = new ActivityFixture();

    @Test
    void resultIsThatOfALocalActivity() {
        fixture.executor.submit(local(RetryPolicy.DEFAULT));

        assertThat(fixture.outcomes.localEnds())
                .containsExactly(new LocalEnded(
                        RUN, EXECUTION, new LocalActivityTaskCompleted(0, START, 7, "Work.run", 1, text("done a"))));
        assertThat(fixture.outcomes.reports()).isZero();
        assertThat(fixture.executor.states(RUN)).isEmpty();
    }

    @Test
    void failedAttemptIsRepeatedWithoutBeingReported() {
        fixture.work.does(input -> {
            if (fixture.context.info().attempt() < 3) {
                throw new IllegalStateException("again");
            }
            return "third time";
        });

        fixture.executor.submit(local(RetryPolicy.DEFAULT));
        fixture.time.advance(Duration.ofSeconds(3));

        assertThat(fixture.outcomes.reports()).isZero();
        LocalActivityTaskCompleted completed =
                (LocalActivityTaskCompleted) fixture.outcomes.localEnds().get(0).event();
        assertThat(completed.attempt()).isEqualTo(3);
    }

    @Test
    void lastFailureEndsIt() {
        fixture.work.does(input -> {
            throw new IllegalStateException("broken");
        });

        fixture.executor.submit(local(atMost(2)));
        fixture.time.advance(Duration.ofSeconds(1));

        LocalActivityTaskFailed failed =
                (LocalActivityTaskFailed) fixture.outcomes.localEnds().get(0).event();
        assertThat(failed.localActivityId()).isEqualTo(7);
        assertThat(failed.attempt()).isEqualTo(2);
        assertThat(failed.retryState()).isEqualTo(RetryState.MAXIMUM_ATTEMPTS_REACHED);
        assertThat(failed.failure().message()).isEqualTo("broken");
    }

    @Test
    void timeLimitsHold() {
        fixture.work.does(input -> {
            fixture.time.advance(Duration.ofSeconds(10));
            return "too late";
        });

        fixture.executor.submit(local(atMost(1)));

        LocalActivityTaskFailed failed =
                (LocalActivityTaskFailed) fixture.outcomes.localEnds().get(0).event();
        assertThat(failed.failure().type()).isEqualTo("START_TO_CLOSE");
        assertThat(fixture.outcomes.localEnds()).hasSize(1);
    }

    @Test
    void whatIsGivenUpBetweenTwoAttemptsMakesNoOther() {
        List<Integer> attempts = new ArrayList<>();
        fixture.work.does(input -> {
            attempts.add(fixture.context.info().attempt());
            throw new IllegalStateException("again");
        });
        fixture.executor.submit(local(RetryPolicy.DEFAULT));

        fixture.executor.forget(RUN, -EXECUTION);
        fixture.time.advance(Duration.ofHours(1));

        assertThat(attempts).containsExactly(1);
        assertThat(fixture.outcomes.localEnds()).isEmpty();
    }

    @Test
    void stopHandsBackNothingOfIt() {
        QueuedThreads queued = new QueuedThreads();
        ActivityFixture slow = new ActivityFixture(queued, 1);
        slow.executor.submit(local(RetryPolicy.DEFAULT));

        List<ActivityTask> unbegun = slow.executor.stop(Duration.ofSeconds(10)).join();
        queued.runAll();

        assertThat(unbegun).isEmpty();
        assertThat(slow.outcomes.localEnds()).isEmpty();
    }

    @Test
    void codeSeesThatItIsLocal() {
        List<ActivityInfo> seen = new ArrayList<>();
        fixture.work.does(input -> {
            fixture.context.heartbeat("nobody stores this");
            seen.add(fixture.context.info());
            return null;
        });

        fixture.executor.submit(local(RetryPolicy.DEFAULT));

        assertThat(seen).singleElement().satisfies(info -> {
            assertThat(info.isLocal()).isTrue();
            assertThat(info.localActivityId()).isEqualTo(7);
            assertThat(info.scheduledEventId()).isZero();
            assertThat(info.idempotencyKey()).isEqualTo(RUN + ":local-7");
        });
        assertThat(fixture.outcomes.underWay()).isEmpty();
    }

    @Test
    void itCannotBeCompletedFromOutside() {
        List<DurableException> refused = new ArrayList<>();
        fixture.work.does(input -> {
            assertThatExceptionOfType(DurableException.class)
                    .isThrownBy(() -> fixture.context.completeLater())
                    .satisfies(refused::add);
            assertThatExceptionOfType(DurableException.class)
                    .isThrownBy(() -> fixture.context.taskToken())
                    .satisfies(refused::add);
            return null;
        });

        fixture.executor.submit(local(RetryPolicy.DEFAULT));

        assertThat(refused)
                .hasSize(2)
                .allSatisfy(e -> assertThat(e.code()).isEqualTo(ErrorCode.LOCAL_ACTIVITY_LIMITED));
    }

    private static ActivityTask local(RetryPolicy policy) {
        return local(tenSeconds(), policy);
    }

    private static ActivityTask local(ActivityTimeouts timeouts, RetryPolicy policy) {
        ActivityTaskScheduled scheduled = new ActivityTaskScheduled(
                -EXECUTION, START, "Work.run", "default", List.of(text("a")), timeouts, policy);
        return ActivityTask.firstOfLocal(RUN, "order-42", "Order", scheduled, 7);
    }
}
