package dev.durable.engine.activity;

import static dev.durable.engine.activity.ActivityFixture.START;
import static dev.durable.engine.activity.ActivityFixture.atMost;
import static dev.durable.engine.activity.ActivityFixture.task;
import static dev.durable.engine.activity.TextPayloads.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.durable.activity.ActivityTimeouts;
import dev.durable.activity.RetryPolicy;
import dev.durable.failure.CanceledFailure;
import dev.durable.failure.RetryState;
import dev.durable.failure.TimeoutType;
import dev.durable.history.ActivityTaskCompleted;
import dev.durable.history.ActivityTaskTimedOut;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Activities here let time pass themselves, so that everything happens on one thread. */
class ActivityHeartbeatTests {

    private static final ActivityTimeouts TIMEOUTS =
            new ActivityTimeouts(Duration.ofMinutes(10), null, null, Duration.ofSeconds(3));

    private final ActivityFixture fixture = new ActivityFixture();

    @Test
    void attemptThatReportsInTimeGoesOn() {
        fixture.work.does(input -> {
            for (int i = 0; i < 10; i++) {
                fixture.time.advance(Duration.ofMillis(2_999));
                fixture.context.heartbeat();
            }
            return "done";
        });

        fixture.executor.submit(task(5, TIMEOUTS, RetryPolicy.DEFAULT));

        assertThat(fixture.outcomes.onlyEvent()).isInstanceOf(ActivityTaskCompleted.class);
        assertThat(fixture.outcomes.nextAttempts()).isEmpty();
    }

    @Test
    void silentAttemptIsGivenUpAndRepeated() {
        List<Boolean> active = new ArrayList<>();
        List<Boolean> interrupted = new ArrayList<>();
        fixture.work.does(input -> {
            fixture.context.heartbeat();
            fixture.time.advance(Duration.ofSeconds(3));
            active.add(fixture.context.isActive());
            interrupted.add(Thread.currentThread().isInterrupted());
            assertThatExceptionOfType(CanceledFailure.class)
                    .isThrownBy(() -> fixture.context.heartbeat("late"))
                    .withMessageContaining("gave no heartbeat for PT3S");
            return "late";
        });

        fixture.executor.submit(task(5, TIMEOUTS, RetryPolicy.DEFAULT));

        assertThat(active).containsExactly(false);
        assertThat(interrupted).containsExactly(true);
        assertThat(fixture.outcomes.events()).isEmpty();
        RecordedOutcomes.Next next = fixture.outcomes.onlyNextAttempt();
        assertThat(next.task().attempt()).isEqualTo(2);
        assertThat(next.task().heartbeat()).isNull();
        assertThat(next.failed().failure().message()).isEqualTo("Attempt 1 gave no heartbeat for PT3S");
    }

    @Test
    void lastAttemptThatFallsSilentTimesTheActivityOut() {
        fixture.work.does(input -> {
            fixture.time.advance(Duration.ofSeconds(3));
            return null;
        });

        fixture.executor.submit(task(5, TIMEOUTS, atMost(1)));

        assertThat(fixture.outcomes.onlyEvent())
                .isEqualTo(new ActivityTaskTimedOut(
                        0,
                        START.plusSeconds(3),
                        5,
                        1,
                        TimeoutType.HEARTBEAT,
                        "Attempt 1 gave no heartbeat for PT3S",
                        null,
                        RetryState.MAXIMUM_ATTEMPTS_REACHED));
    }

    @Test
    void nextAttemptReadsTheLastProgress() {
        List<Optional<String>> seen = new ArrayList<>();
        fixture.work.does(input -> {
            seen.add(fixture.context.lastHeartbeatDetails(String.class));
            switch (fixture.context.info().attempt()) {
                case 1 -> {
                    fixture.context.heartbeat("10%");
                    fixture.context.heartbeat("20%");
                    fixture.context.heartbeat();
                    throw new IllegalStateException("first");
                }
                case 2 -> {
                    fixture.context.heartbeat();
                    throw new IllegalStateException("second");
                }
                case 3 -> {
                    fixture.context.heartbeat("30%");
                    assertThat(fixture.context.lastHeartbeatDetails(String.class))
                            .contains("20%");
                    fixture.time.advance(Duration.ofSeconds(3));
                }
                default -> {}
            }
            return null;
        });

        fixture.executor.submit(task(5, TIMEOUTS, RetryPolicy.DEFAULT));
        fixture.time.advance(Duration.ofMinutes(1));

        assertThat(seen).containsExactly(Optional.empty(), Optional.of("20%"), Optional.of("20%"), Optional.of("30%"));
        assertThat(fixture.outcomes.nextAttempts())
                .extracting(next -> next.task().heartbeat().details())
                .containsExactly(text("20%"), text("20%"), text("30%"));
        assertThat(fixture.outcomes
                        .nextAttempts()
                        .get(2)
                        .task()
                        .toState()
                        .heartbeat()
                        .details())
                .isEqualTo(text("30%"));
    }
}
