package dev.durable.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RetryPolicyTests {

    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void defaultPausesDoubleUpToAHundredSeconds() {
        assertThat(IntStream.rangeClosed(1, 9).mapToObj(RetryPolicy.DEFAULT::intervalAfter))
                .containsExactly(
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(4),
                        Duration.ofSeconds(8),
                        Duration.ofSeconds(16),
                        Duration.ofSeconds(32),
                        Duration.ofSeconds(64),
                        Duration.ofSeconds(100),
                        Duration.ofSeconds(100));
    }

    @Test
    void pausesStayAtTheMaximumHoweverManyAttemptsThereAre() {
        assertThat(RetryPolicy.DEFAULT.intervalAfter(Integer.MAX_VALUE)).isEqualTo(Duration.ofSeconds(100));
    }

    @Test
    void coefficientOfOneKeepsThePause() {
        RetryPolicy policy = new RetryPolicy(SECOND, 1.0, SECOND, 0, List.of());

        assertThat(policy.intervalAfter(1)).isEqualTo(SECOND);
        assertThat(policy.intervalAfter(50)).isEqualTo(SECOND);
    }

    @Test
    void pauseIsNeverZero() {
        Duration tiny = Duration.ofNanos(1_000);
        RetryPolicy policy = new RetryPolicy(tiny, 1.0, SECOND, 0, List.of());

        assertThat(policy.intervalAfter(1)).isEqualTo(tiny);
    }

    @Test
    void limitsTheNumberOfAttempts() {
        RetryPolicy policy = new RetryPolicy(SECOND, 2, SECOND, 3, List.of());

        assertThat(policy.allowsAttemptAfter(2)).isTrue();
        assertThat(policy.allowsAttemptAfter(3)).isFalse();
        assertThat(RetryPolicy.DEFAULT.allowsAttemptAfter(1_000_000)).isTrue();
    }

    @Test
    void refusesValuesThatMakeNoSense() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RetryPolicy(Duration.ZERO, 2, SECOND, 0, List.of()))
                .withMessageContaining("initialInterval");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RetryPolicy(SECOND, 0.5, SECOND, 0, List.of()))
                .withMessageContaining("backoffCoefficient");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RetryPolicy(SECOND, Double.NaN, SECOND, 0, List.of()))
                .withMessageContaining("backoffCoefficient");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RetryPolicy(SECOND, 2, Duration.ofMillis(1), 0, List.of()))
                .withMessageContaining("maximumInterval");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RetryPolicy(SECOND, 2, SECOND, -1, List.of()))
                .withMessageContaining("maximumAttempts");
    }

    @Test
    void keepsACopyOfTheTypes() {
        List<String> types = new ArrayList<>(List.of("Declined"));
        RetryPolicy policy = new RetryPolicy(SECOND, 2, SECOND, 0, types);

        types.add("Other");

        assertThat(policy.nonRetryableTypes()).containsExactly("Declined");
    }
}
