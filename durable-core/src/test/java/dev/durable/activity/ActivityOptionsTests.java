package dev.durable.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ActivityOptionsTests {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private static final ActivityOptions WIDE = new ActivityOptions(
            "wide",
            SECOND,
            SECOND,
            SECOND,
            SECOND,
            RetryOptions.maximumAttempts(3),
            ActivityCancellationType.ABANDON,
            "what for");

    @Test
    void eachWithMethodChangesItsOwnSetting() {
        ActivityOptions options = ActivityOptions.NONE
                .withTaskQueue("queue")
                .withStartToCloseTimeout(Duration.ofSeconds(1))
                .withScheduleToStartTimeout(Duration.ofSeconds(2))
                .withScheduleToCloseTimeout(Duration.ofSeconds(3))
                .withHeartbeatTimeout(Duration.ofSeconds(4))
                .withRetry(RetryOptions.maximumAttempts(5))
                .withCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED)
                .withSummary("refund of order 42");

        assertThat(options)
                .isEqualTo(new ActivityOptions(
                        "queue",
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(4),
                        RetryOptions.maximumAttempts(5),
                        ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
                        "refund of order 42"));
    }

    @Test
    void withMethodsLeaveTheOriginalAlone() {
        WIDE.withTaskQueue("other");

        assertThat(WIDE.taskQueue()).isEqualTo("wide");
    }

    @Test
    void narrowerLevelWinsWhereItSaysSomething() {
        ActivityOptions narrow = ActivityOptions.NONE
                .withStartToCloseTimeout(MINUTE)
                .withHeartbeatTimeout(MINUTE)
                .withCancellationType(ActivityCancellationType.TRY_CANCEL)
                .withRetry(RetryOptions.maximumAttempts(1));

        assertThat(WIDE.overriddenBy(narrow))
                .isEqualTo(new ActivityOptions(
                        "wide",
                        MINUTE,
                        SECOND,
                        SECOND,
                        MINUTE,
                        RetryOptions.maximumAttempts(1),
                        ActivityCancellationType.TRY_CANCEL,
                        "what for"));
    }

    @Test
    void openLevelChangesNothing() {
        assertThat(WIDE.overriddenBy(ActivityOptions.NONE)).isEqualTo(WIDE);
        assertThat(ActivityOptions.NONE.overriddenBy(WIDE)).isEqualTo(WIDE);
    }

    @Test
    void openStartToCloseTimeoutTakesTheDefault() {
        assertThat(ActivityOptions.NONE.toTimeouts(MINUTE)).isEqualTo(ActivityTimeouts.startToClose(MINUTE));
        assertThat(WIDE.toTimeouts(MINUTE)).isEqualTo(new ActivityTimeouts(SECOND, SECOND, SECOND, SECOND));
    }

    @Test
    void timeoutsMustBePositive() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        ActivityOptions.NONE.withHeartbeatTimeout(Duration.ZERO).toTimeouts(MINUTE))
                .withMessageContaining("heartbeat");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ActivityTimeouts.startToClose(Duration.ofSeconds(-1)))
                .withMessageContaining("startToClose");
    }
}
