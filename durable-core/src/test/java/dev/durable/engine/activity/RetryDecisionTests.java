package dev.durable.engine.activity;

import static dev.durable.engine.activity.ActivityFixture.START;
import static dev.durable.engine.activity.ActivityFixture.atMost;
import static dev.durable.engine.activity.ActivityFixture.tenSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.activity.ActivityTimeouts;
import dev.durable.activity.RetryPolicy;
import dev.durable.engine.activity.RetryDecision.GiveUp;
import dev.durable.engine.activity.RetryDecision.Retry;
import dev.durable.failure.ApplicationFailure;
import dev.durable.failure.RetryState;
import dev.durable.failure.TimeoutFailure;
import dev.durable.failure.TimeoutType;
import java.io.FileNotFoundException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RetryDecisionTests {

    @Test
    void nextAttemptIsDueAfterThePauseOfThePolicy() {
        ActivityTask second =
                ActivityFixture.task(5).next(START, TextPayloads.INSTANCE.toInfo(new IllegalStateException()));

        assertThat(after(ActivityFixture.task(5))).isEqualTo(new Retry(START.plusSeconds(1)));
        assertThat(after(second)).isEqualTo(new Retry(START.plusSeconds(2)));
    }

    @Test
    void nonRetryableFailureEndsTheAttempts() {
        assertThat(after(ActivityFixture.task(5), ApplicationFailure.nonRetryable("no", "Never")))
                .isEqualTo(new GiveUp(RetryState.NON_RETRYABLE_FAILURE));
    }

    @Test
    void failureThatSaysWhenTheNextAttemptIsMadeGoesBeforeThePolicy() {
        ApplicationFailure busy = ApplicationFailure.of("busy", "Busy").withNextRetryDelay(Duration.ofHours(2));
        ApplicationFailure back = ApplicationFailure.of("back", "Busy").withNextRetryDelay(Duration.ZERO);

        assertThat(after(ActivityFixture.task(5), busy)).isEqualTo(new Retry(START.plus(Duration.ofHours(2))));
        assertThat(after(ActivityFixture.task(5), back)).isEqualTo(new Retry(START));
        assertThat(after(ActivityFixture.task(5, tenSeconds(), atMost(1)), busy))
                .isEqualTo(new GiveUp(RetryState.MAXIMUM_ATTEMPTS_REACHED));
        assertThat(after(limitedTo(Duration.ofHours(1)), busy)).isEqualTo(new GiveUp(RetryState.TIMEOUT));
    }

    @Test
    void failureTypeThatThePolicyExcludesEndsTheAttempts() {
        ActivityTask task = ActivityFixture.task(5, tenSeconds(), atMost(0, "Declined", "java.io.IOException"));

        assertThat(after(task, ApplicationFailure.of("no", "Declined")))
                .isEqualTo(new GiveUp(RetryState.NON_RETRYABLE_FAILURE));
        assertThat(after(task, new FileNotFoundException())).isEqualTo(new GiveUp(RetryState.NON_RETRYABLE_FAILURE));
        assertThat(after(task, new IllegalStateException())).isInstanceOf(Retry.class);
        assertThat(after(task, ApplicationFailure.of("no", "Other"))).isInstanceOf(Retry.class);
    }

    @Test
    void timeoutsCanBeExcludedByTheirClassToo() {
        ActivityTask task = ActivityFixture.task(5, tenSeconds(), atMost(0, TimeoutFailure.class.getName()));

        assertThat(after(task, new TimeoutFailure("late", TimeoutType.HEARTBEAT, null)))
                .isEqualTo(new GiveUp(RetryState.NON_RETRYABLE_FAILURE));
    }

    @Test
    void attemptsEndAtTheMaximum() {
        assertThat(after(ActivityFixture.task(5, tenSeconds(), atMost(1))))
                .isEqualTo(new GiveUp(RetryState.MAXIMUM_ATTEMPTS_REACHED));
        assertThat(after(ActivityFixture.task(5, tenSeconds(), atMost(2)))).isInstanceOf(Retry.class);
    }

    @Test
    void attemptThatCouldOnlyBeginTooLateIsNotMade() {
        assertThat(after(limitedTo(Duration.ofMillis(1001)))).isInstanceOf(Retry.class);
        assertThat(after(limitedTo(Duration.ofMillis(1000)))).isEqualTo(new GiveUp(RetryState.TIMEOUT));
    }

    @Test
    void typesAreTheFailuresOwnAndItsClassNames() {
        assertThat(FailureTypes.of(new FileNotFoundException()))
                .containsExactlyInAnyOrder(
                        "java.io.FileNotFoundException",
                        "java.io.IOException",
                        "java.lang.Exception",
                        "java.lang.Throwable");
        assertThat(FailureTypes.of(ApplicationFailure.of("no", "Declined")))
                .contains("Declined", ApplicationFailure.class.getName());
    }

    private static ActivityTask limitedTo(Duration scheduleToClose) {
        return ActivityFixture.task(
                5, new ActivityTimeouts(Duration.ofSeconds(10), null, scheduleToClose, null), RetryPolicy.DEFAULT);
    }

    private static RetryDecision after(ActivityTask task) {
        return after(task, new IllegalStateException());
    }

    private static RetryDecision after(ActivityTask task, Throwable failure) {
        return RetryDecision.after(task, TextPayloads.INSTANCE.toInfo(failure), FailureTypes.of(failure), START);
    }
}
