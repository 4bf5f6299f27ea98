package dev.durable.engine.activity;

import static dev.durable.engine.activity.ActivityFixture.RUN;
import static dev.durable.engine.activity.ActivityFixture.START;
import static dev.durable.engine.activity.ActivityFixture.atMost;
import static dev.durable.engine.activity.ActivityFixture.task;
import static dev.durable.engine.activity.ActivityFixture.tenSeconds;
import static dev.durable.engine.activity.TextPayloads.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.durable.activity.ActivityInfo;
import dev.durable.activity.RetryPolicy;
import dev.durable.client.FailedAttempt;
import dev.durable.failure.ApplicationFailure;
import dev.durable.failure.RetryState;
import dev.durable.history.ActivityTaskCompleted;
import dev.durable.history.ActivityTaskFailed;
import dev.durable.payload.Payload;
import dev.durable.payload.PayloadException;
import java.io.FileNotFoundException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class ActivityAttemptTests {

    private final ActivityFixture fixture = new ActivityFixture();

    @Test
    void resultIsReportedOnce() {
        fixture.executor.submit(task(5));

        assertThat(fixture.outcomes.events())
                .containsExactly(new ActivityTaskCompleted(0, START, 5, 1, text("done 5")));
        assertThat(fixture.executor.isPending(RUN, 5)).isFalse();
        assertThat(fixture.time.nextTimer()).isEmpty();
    }

    @Test
    void nothingReturnedIsNull() {
        fixture.work.does(input -> null);

        fixture.executor.submit(task(5));

        assertThat(fixture.outcomes.onlyEvent()).isEqualTo(new ActivityTaskCompleted(0, START, 5, 1, Payload.NULL));
    }

    @Test
    void failedAttemptIsRepeatedAfterThePauseAndShown() {
        fixture.work.does(failingUntilAttempt(3));

        fixture.executor.submit(task(5));
        fixture.time.advance(Duration.ofSeconds(3));

        RecordedOutcomes.Next second = fixture.outcomes.nextAttempts().get(0);
        assertThat(second.task().attempt()).isEqualTo(2);
        assertThat(second.task().dueAt()).isEqualTo(START.plusSeconds(1));
        assertThat(second.task().lastFailure()).extracting("message").isEqualTo("attempt 1");
        assertThat(second.failed())
                .isEqualTo(new FailedAttempt(
                        5, 1, START, START.plusSeconds(1), second.task().lastFailure()));
        RecordedOutcomes.Next third = fixture.outcomes.nextAttempts().get(1);
        assertThat(third.task().dueAt()).isEqualTo(START.plusSeconds(3));
        assertThat(fixture.outcomes.onlyEvent())
                .isEqualTo(new ActivityTaskCompleted(0, START.plusSeconds(3), 5, 3, text("attempt 3")));
    }

    @Test
    void lastAllowedAttemptFailsTheActivity() {
        fixture.work.does(failingUntilAttempt(9));

        fixture.executor.submit(task(5, tenSeconds(), atMost(2)));
        fixture.time.advance(Duration.ofMinutes(1));

        ActivityTaskFailed failed = (ActivityTaskFailed) fixture.outcomes.onlyEvent();
        assertThat(failed.attempt()).isEqualTo(2);
        assertThat(failed.failure().message()).isEqualTo("attempt 2");
        assertThat(failed.retryState()).isEqualTo(RetryState.MAXIMUM_ATTEMPTS_REACHED);
        assertThat(fixture.outcomes.nextAttempts()).hasSize(1);
    }

    @Test
    void nonRetryableFailureFailsTheActivityAtOnce() {
        fixture.work.does(input -> {
            throw ApplicationFailure.nonRetryable("no money", "Declined");
        });

        fixture.executor.submit(task(5));

        ActivityTaskFailed failed = (ActivityTaskFailed) fixture.outcomes.onlyEvent();
        assertThat(failed.failure().type()).isEqualTo("Declined");
        assertThat(failed.retryState()).isEqualTo(RetryState.NON_RETRYABLE_FAILURE);
    }

    @Test
    void subclassOfAnExcludedExceptionFailsTheActivityAtOnce() {
        fixture.work.does(input -> {
            throw new FileNotFoundException("gone");
        });

        fixture.executor.submit(task(5, tenSeconds(), atMost(0, "java.io.IOException")));

        ActivityTaskFailed failed = (ActivityTaskFailed) fixture.outcomes.onlyEvent();
        assertThat(failed.failure().type()).isEqualTo("java.io.FileNotFoundException");
        assertThat(failed.retryState()).isEqualTo(RetryState.NON_RETRYABLE_FAILURE);
    }

    @Test
    void errorIsAFailureLikeAnyOther() {
        fixture.work.does(input -> {
            throw input.equals("5") ? new StackOverflowError() : new NoClassDefFoundError("Missing");
        });

        fixture.executor.submit(task(5));
        fixture.executor.submit(task(6));

        assertThat(fixture.outcomes.nextAttempts())
                .extracting(next -> next.failed().failure().type())
                .containsExactly("java.lang.StackOverflowError", "java.lang.NoClassDefFoundError");
    }

    @Test
    void fatalErrorIsReportedFreesTheSlotAndGoesOnToTheThread() {
        fixture.work.does(input -> {
            throw new OutOfMemoryError("expected by the test");
        });

        assertThatExceptionOfType(OutOfMemoryError.class).isThrownBy(() -> fixture.executor.submit(task(5)));

        assertThat(fixture.outcomes.nextAttempts()).hasSize(1);
        assertThat(fixture.executor.running()).isZero();
    }

    @Test
    void argumentThatCannotBeDecodedIsAFailureThatIsRetried() {
        fixture.executor.submit(taskWithInput(text(TextPayloads.BROKEN)));

        assertThat(fixture.outcomes.onlyNextAttempt().failed().failure().type())
                .isEqualTo(PayloadException.class.getName());
    }

    @Test
    void wrongNumberOfArgumentsIsAFailureThatIsRetried() {
        fixture.executor.submit(taskWithInput(text("a"), text("b")));

        assertThat(fixture.outcomes.onlyNextAttempt().failed().failure().message())
                .contains("DUR-6003", "takes 1 arguments but 2 were recorded");
    }

    @Test
    void unknownActivityIsAFailureThatIsRetried() {
        fixture.executor.submit(task(RUN, 5, "Removed.run", List.of(), tenSeconds(), RetryPolicy.DEFAULT));

        assertThat(fixture.outcomes.onlyNextAttempt().failed().failure().message())
                .contains("DUR-3007", "no activity Removed.run");
    }

    @Test
    void resultThatCannotBeEncodedIsNotRetried() {
        fixture.work.does(input -> TextPayloads.BROKEN);

        fixture.executor.submit(task(5));

        ActivityTaskFailed failed = (ActivityTaskFailed) fixture.outcomes.onlyEvent();
        assertThat(failed.failure().message()).contains("The result of activity Work.run cannot be encoded");
        assertThat(failed.failure().type()).isEqualTo(PayloadException.class.getName());
        assertThat(failed.retryState()).isEqualTo(RetryState.NON_RETRYABLE_FAILURE);
    }

    @Test
    void failureThatCannotBeDescribedIsReportedAllTheSame() {
        fixture.work.does(input -> {
            throw new IllegalStateException() {
                @Override
                public String getMessage() {
                    throw new UnsupportedOperationException();
                }
            };
        });

        fixture.executor.submit(task(5, tenSeconds(), atMost(1)));

        ActivityTaskFailed failed = (ActivityTaskFailed) fixture.outcomes.onlyEvent();
        assertThat(failed.failure().message()).contains("could not be described");
    }

    @Test
    void codeSeesFactsAboutItsAttempt() {
        List<ActivityInfo> seen = new ArrayList<>();
        fixture.work.does(input -> {
            assertThat(fixture.context.isActive()).isTrue();
            seen.add(fixture.context.info());
            return null;
        });

        fixture.time.advance(Duration.ofSeconds(2));
        fixture.executor.submit(task(5));

        assertThat(seen)
                .containsExactly(new ActivityInfo(
                        "order-42",
                        RUN,
                        "Order",
                        "Work.run",
                        5,
                        1,
                        "default",
                        START,
                        START.plusSeconds(2),
                        tenSeconds()));
        assertThat(seen.get(0).idempotencyKey()).isEqualTo(RUN + ":5");
    }

    @Test
    void contextIsUnknownOutsideOfAttempts() {
        fixture.executor.submit(task(5));

        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> fixture.context.info())
                .withMessageContaining("No activity runs on thread");
    }

    @Test
    void logContextAndThreadNameBelongToTheAttempt() {
        Map<String, String> logContext = new HashMap<>();
        List<String> names = new ArrayList<>();
        fixture.work.does(input -> {
            logContext.putAll(MDC.getCopyOfContextMap());
            names.add(Thread.currentThread().getName());
            MDC.put("left", "behind");
            Thread.currentThread().interrupt();
            return null;
        });
        String nameBefore = Thread.currentThread().getName();
        MDC.put("request", "7");

        fixture.executor.submit(task(5));

        assertThat(logContext)
                .containsOnly(
                        Map.entry("request", "7"),
                        Map.entry("workflowId", "order-42"),
                        Map.entry("runId", RUN.toString()),
                        Map.entry("workflowType", "Order"),
                        Map.entry("activityType", "Work.run"),
                        Map.entry("attempt", "1"));
        assertThat(names).containsExactly("durable-activity Work.run order-42 #1");
        assertThat(MDC.getCopyOfContextMap()).containsOnly(Map.entry("request", "7"));
        assertThat(Thread.currentThread().getName()).isEqualTo(nameBefore);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        MDC.clear();
    }

    private Work.Code failingUntilAttempt(int attempt) {
        return input -> {
            int current = fixture.context.info().attempt();
            if (current < attempt) {
                throw new IllegalStateException("attempt " + current);
            }
            return "attempt " + current;
        };
    }

    private static ActivityTask taskWithInput(Payload... input) {
        return task(RUN, 5, "Work.run", List.of(input), tenSeconds(), RetryPolicy.DEFAULT);
    }
}
