package dev.durable.engine.activity;

import static dev.durable.engine.activity.ActivityFixture.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.activity.ActivityTimeouts;
import dev.durable.activity.RetryPolicy;
import dev.durable.failure.TimeoutType;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DeadlineTests {

    @Test
    void waitIsUnlimitedUnlessALimitIsSet() {
        assertThat(Deadline.beforeStart(task(null, null, null))).isNull();
    }

    @Test
    void earlierOfTheTwoLimitsEndsTheWaitForTheFirstAttempt() {
        assertThat(Deadline.beforeStart(task(5, 9, null)))
                .isEqualTo(new Deadline(TimeoutType.SCHEDULE_TO_START, START.plusSeconds(5)));
        assertThat(Deadline.beforeStart(task(9, 5, null)))
                .isEqualTo(new Deadline(TimeoutType.SCHEDULE_TO_CLOSE, START.plusSeconds(5)));
    }

    @Test
    void scheduleToStartConcernsOnlyTheFirstAttempt() {
        ActivityTask second = task(5, 9, null)
                .next(START.plusSeconds(1), TextPayloads.INSTANCE.toInfo(new IllegalStateException("first")));

        assertThat(Deadline.beforeStart(second))
                .isEqualTo(new Deadline(TimeoutType.SCHEDULE_TO_CLOSE, START.plusSeconds(9)));
    }

    @Test
    void scheduleToCloseCapsTheAttempt() {
        assertThat(Deadline.afterStart(task(null, 60, null), START.plusSeconds(1)))
                .isEqualTo(new Deadline(TimeoutType.START_TO_CLOSE, START.plusSeconds(11)));
        assertThat(Deadline.afterStart(task(null, 60, null), START.plusSeconds(55)))
                .isEqualTo(new Deadline(TimeoutType.SCHEDULE_TO_CLOSE, START.plusSeconds(60)));
    }

    @Test
    void ofTwoLimitsAtTheSameMomentTheOneWithoutRetriesCounts() {
        assertThat(Deadline.afterStart(task(null, 60, null), START.plusSeconds(50))
                        .type())
                .isEqualTo(TimeoutType.SCHEDULE_TO_CLOSE);
    }

    @Test
    void heartbeatIsDueAfterTheLastSignOfLife() {
        assertThat(Deadline.heartbeat(task(null, null, 3), START.plusSeconds(4)))
                .isEqualTo(new Deadline(TimeoutType.HEARTBEAT, START.plusSeconds(7)));
        assertThat(Deadline.heartbeat(task(null, null, null), START)).isNull();
    }

    @Test
    void limitBeyondTheCalendarIsNone() {
        assertThat(Deadline.plus(START, Duration.ofSeconds(Long.MAX_VALUE))).isEqualTo(Instant.MAX);
    }

    private static ActivityTask task(
            @Nullable Integer scheduleToStart, @Nullable Integer scheduleToClose, @Nullable Integer heartbeat) {
        return ActivityFixture.task(
                5,
                new ActivityTimeouts(
                        Duration.ofSeconds(10), seconds(scheduleToStart), seconds(scheduleToClose), seconds(heartbeat)),
                RetryPolicy.DEFAULT);
    }

    private static @Nullable Duration seconds(@Nullable Integer seconds) {
        return seconds == null ? null : Duration.ofSeconds(seconds);
    }
}
