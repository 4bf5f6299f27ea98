package dev.durable.engine.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.activity.ActivityCancellationType;
import dev.durable.activity.ActivityTimeouts;
import dev.durable.activity.RetryPolicy;
import dev.durable.history.ActivityTaskScheduled;
import dev.durable.history.CommandEvent;
import dev.durable.history.TimerFired;
import dev.durable.history.TimerStarted;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StepDifferenceTests {

    private static final Instant TIME = Instant.parse("2030-01-01T00:00:00Z");

    @Test
    void saysWhatWasRecordedAndWhatIsReplayedAndWhy() {
        CommandEvent timer = new TimerStarted(4, TIME, Duration.ofSeconds(5));

        assertThat(StepDifference.describe(new TimerFired(3, TIME, 2), List.of(timer), List.of()))
                .isEqualTo("""
                        The workflow code answers event 3 (fired 2) with something else than what was recorded.
                          recorded: timer PT5S
                          replayed: no command
                          because:  there were 1 commands but there are 0""");
    }

    @Test
    void saysWhatNeitherTextShows() {
        assertThat(StepDifference.describe(new TimerFired(3, TIME, 2), List.of(activity(3)), List.of(activity(1))))
                .contains("recorded: schedule Work.run()", "replayed: schedule Work.run()", "priority=3", "priority=1");
    }

    private static ActivityTaskScheduled activity(int priority) {
        return new ActivityTaskScheduled(
                4,
                TIME,
                "Work.run",
                "default",
                List.of(),
                ActivityTimeouts.startToClose(Duration.ofSeconds(1)),
                RetryPolicy.DEFAULT,
                ActivityCancellationType.TRY_CANCEL,
                "",
                priority,
                Map.of());
    }
}
