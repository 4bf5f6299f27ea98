package dev.durable.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RetryOptionsTests {

    private static final RetryOptions WIDE =
            new RetryOptions(Duration.ofSeconds(2), 3.0, Duration.ofSeconds(30), 4, List.of("A"));

    @Test
    void openOptionsGiveTheDefaultPolicy() {
        assertThat(RetryOptions.NONE.toPolicy()).isEqualTo(RetryPolicy.DEFAULT);
    }

    @Test
    void openMaximumIntervalIsAHundredTimesTheInitialOne() {
        RetryOptions options = new RetryOptions(Duration.ofMillis(20), null, null, null, null);

        assertThat(options.toPolicy().maximumInterval()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void givenValuesReachThePolicy() {
        assertThat(WIDE.toPolicy())
                .isEqualTo(new RetryPolicy(Duration.ofSeconds(2), 3.0, Duration.ofSeconds(30), 4, List.of("A")));
    }

    @Test
    void narrowerLevelWinsWhereItSaysSomething() {
        RetryOptions narrow = new RetryOptions(null, 1.5, null, 0, List.of());

        assertThat(WIDE.overriddenBy(narrow))
                .isEqualTo(new RetryOptions(Duration.ofSeconds(2), 1.5, Duration.ofSeconds(30), 0, List.of()));
    }

    @Test
    void openLevelChangesNothing() {
        assertThat(WIDE.overriddenBy(RetryOptions.NONE)).isEqualTo(WIDE);
        assertThat(RetryOptions.NONE.overriddenBy(WIDE)).isEqualTo(WIDE);
    }

    @Test
    void valuesOfDifferentLevelsThatDoNotFitTogetherAreRefused() {
        RetryOptions wide = new RetryOptions(Duration.ofMinutes(1), null, null, null, null);
        RetryOptions narrow = new RetryOptions(null, null, Duration.ofSeconds(1), null, null);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> wide.overriddenBy(narrow).toPolicy());
    }

    @Test
    void maximumAttemptsAloneLeavesTheRestOpen() {
        assertThat(RetryOptions.maximumAttempts(1)).isEqualTo(new RetryOptions(null, null, null, 1, null));
    }
}
