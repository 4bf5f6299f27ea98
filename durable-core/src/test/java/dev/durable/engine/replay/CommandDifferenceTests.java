package dev.durable.engine.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.activity.ActivityTimeouts;
import dev.durable.activity.RetryPolicy;
import dev.durable.failure.ApplicationFailure;
import dev.durable.history.ActivityTaskScheduled;
import dev.durable.history.CommandEvent;
import dev.durable.history.TimerCanceled;
import dev.durable.history.TimerStarted;
import dev.durable.history.WorkflowExecutionCompleted;
import dev.durable.history.WorkflowExecutionFailed;
import dev.durable.history.WorkflowPropertiesModified;
import dev.durable.payload.JacksonFailureConverter;
import dev.durable.payload.JacksonPayloadConverter;
import dev.durable.payload.Payload;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import org.junit.jupiter.api.Test;

class CommandDifferenceTests {

    private static final Instant TIME = Instant.parse("2030-01-01T00:00:00Z");

    @Test
    void equalCommandsDoNotDiffer() {
        CommandDifference difference = CommandDifference.between(activity("a", "q", 60, 0), activity("a", "q", 60, 0));

        assertThat(difference.isHard()).isFalse();
        assertThat(difference.isSoft()).isFalse();
    }

    @Test
    void kindAndActivityAndTimerDifferHard() {
        assertThat(CommandDifference.between(new TimerStarted(2, TIME, Duration.ofSeconds(1)), completed("1"))
                        .hard())
                .containsExactly("kind was TimerStarted but is WorkflowExecutionCompleted");
        assertThat(CommandDifference.between(activity("a", "q", 60, 0), activity("b", "q", 60, 0))
                        .hard())
                .containsExactly("activity was a but is b");
        assertThat(CommandDifference.between(new TimerCanceled(5, TIME, 2), new TimerCanceled(5, TIME, 3))
                        .hard())
                .containsExactly("timer was 2 but is 3");
    }

    @Test
    void payloadsAreShownByTheirDataAndByWhatElseTellsThemApart() {
        Payload plain = Payload.json("1");
        Payload encoded = new Payload("1", Map.of("encoding", "zip"));

        assertThat(CommandDifference.between(
                                new WorkflowPropertiesModified(2, TIME, Map.of("b", plain, "a", plain)),
                                new WorkflowPropertiesModified(2, TIME, Map.of("b", plain, "a", encoded)))
                        .soft())
                .containsExactly("memo was {a=1, b=1} but is {a=1 {encoding=zip}, b=1}");
    }

    @Test
    void optionsOfAnActivityDifferSoftly() {
        CommandDifference difference = CommandDifference.between(activity("a", "q", 60, 0), activity("a", "r", 30, 5));

        assertThat(difference.isHard()).isFalse();
        assertThat(difference.soft()).hasSize(3);
        assertThat(difference.soft().get(0)).isEqualTo("task queue was q but is r");
        assertThat(difference.soft().get(1)).startsWith("timeouts was").contains("PT1M", "PT30S");
        assertThat(difference.soft().get(2)).startsWith("retry policy was").contains("maximumAttempts=5");
    }

    @Test
    void resultsAndFailureTypesDifferSoftly() {
        assertThat(CommandDifference.between(completed("1"), completed("2")).soft())
                .hasSize(1);
        assertThat(CommandDifference.between(failed("X"), failed("Y")).soft())
                .containsExactly("failure was X but is Y");
    }

    @Test
    void valuesOfAMemoAreComparedAsWhatTheyStandFor() {
        BiPredicate<Payload, Payload> ignoringCase = (one, other) -> one.data().equalsIgnoreCase(other.data());

        assertThat(CommandDifference.between(memo("key", "x"), memo("key", "X"), ignoringCase)
                        .soft())
                .isEmpty();
        assertThat(CommandDifference.between(memo("key", "x"), memo("key", "y"), ignoringCase)
                        .soft())
                .singleElement()
                .asString()
                .startsWith("memo was");
        assertThat(CommandDifference.between(memo("key", "x"), memo("other", "x"), ignoringCase)
                        .soft())
                .hasSize(1);
    }

    @Test
    void timeOfACommandDoesNotMatter() {
        assertThat(CommandDifference.between(
                                new TimerStarted(2, TIME, Duration.ofSeconds(1)),
                                new TimerStarted(2, TIME.plusSeconds(1), Duration.ofSeconds(1)))
                        .isSoft())
                .isFalse();
    }

    @Test
    void differenceIsDescribedInOneLine() {
        TimerStarted recorded = new TimerStarted(2, TIME, Duration.ofSeconds(1));
        TimerStarted actual = new TimerStarted(2, TIME, Duration.ofSeconds(2));

        assertThat(CommandDifference.between(recorded, actual).describe(recorded, actual))
                .isEqualTo("event 2 TimerStarted(PT1S) is now TimerStarted(PT2S): duration was PT1S but is PT2S");
    }

    private static CommandEvent activity(String name, String queue, long seconds, int attempts) {
        return new ActivityTaskScheduled(
                2,
                TIME,
                name,
                queue,
                List.of(),
                ActivityTimeouts.startToClose(Duration.ofSeconds(seconds)),
                new RetryPolicy(Duration.ofSeconds(1), 2, Duration.ofSeconds(100), attempts, List.of()));
    }

    private static CommandEvent memo(String key, String text) {
        return new WorkflowPropertiesModified(2, TIME, Map.of(key, Payload.json(text)));
    }

    private static CommandEvent completed(String result) {
        return new WorkflowExecutionCompleted(2, TIME, Payload.json(result));
    }

    private static CommandEvent failed(String type) {
        return new WorkflowExecutionFailed(
                2,
                TIME,
                new JacksonFailureConverter(new JacksonPayloadConverter()).toInfo(ApplicationFailure.of("m", type)));
    }
}
