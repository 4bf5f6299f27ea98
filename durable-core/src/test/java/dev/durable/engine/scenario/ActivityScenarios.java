package dev.durable.engine.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.durable.activity.ActivityContext;
import dev.durable.activity.ActivityOptions;
import dev.durable.activity.RetryOptions;
import dev.durable.annotation.Activity;
import dev.durable.annotation.Retry;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.client.FailedAttempt;
import dev.durable.client.WorkflowDescription;
import dev.durable.client.WorkflowFailedException;
import dev.durable.client.WorkflowHandle;
import dev.durable.engine.testing.EngineFixture;
import dev.durable.engine.testing.GatedWork;
import dev.durable.engine.testing.Gates;
import dev.durable.engine.testing.TestEngine;
import dev.durable.failure.ActivityFailure;
import dev.durable.failure.ApplicationFailure;
import dev.durable.failure.RetryState;
import dev.durable.failure.TimeoutFailure;
import dev.durable.failure.TimeoutType;
import dev.durable.history.EventText;
import dev.durable.workflow.Promise;
import dev.durable.workflow.WorkflowContext;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** Activities: retries, failures and time limits as workflows and observers see them. */
public interface ActivityScenarios extends EngineScenarios {

    @Test
    default void failedAttemptsAreRepeatedAndShown() {
        Flaky flaky = new Flaky(attempt -> attempt < 4 ? new IOException("attempt " + attempt) : null);
        TestEngine engine = engine(flaky);

        WorkflowHandle<String> handle = start(engine, "patient");

        assertThat(handle.result(EngineFixture.PATIENCE)).isEqualTo("succeeded in attempt 4");
        assertThat(handle.describe().failedAttempts())
                .extracting(FailedAttempt::attempt)
                .containsExactly(3, 2, 1);
        assertThat(handle.describe().failedAttempts()).allSatisfy(attempt -> {
            assertThat(attempt.scheduledEventId()).isEqualTo(2);
            assertThat(attempt.failure().message()).isEqualTo("attempt " + attempt.attempt());
            assertThat(attempt.nextAttemptAt()).isAfter(attempt.failedAt());
        });
        assertThat(EventText.of(handle.history()))
                .as("only the outcome is part of the history")
                .containsExactly(
                        "started(\"patient\")",
                        "schedule Flaky.run()",
                        "completed 2: \"succeeded in attempt 4\"",
                        "complete \"succeeded in attempt 4\"");
    }

    @Test
    default void pendingActivityTellsHowOftenItHasFailed() {
        TestEngine engine = engine(new Flaky(attempt -> new IOException("never")));
        WorkflowHandle<String> handle = start(engine, "slow");

        engines().until(() -> handle.describe().failedAttempts().size() == 1);

        WorkflowDescription description = handle.describe();
        assertThat(description.pendingActivities()).singleElement().satisfies(pending -> {
            assertThat(pending.activityType()).isEqualTo("Flaky.run");
            assertThat(pending.scheduledEventId()).isEqualTo(2);
            assertThat(pending.failedAttempts()).isEqualTo(1);
        });
    }

    @Test
    default void backoffAndAttemptsOutliveARestart() {
        Flaky flaky = new Flaky(attempt -> attempt < 3 ? new IOException("attempt " + attempt) : null);
        TestEngine first = engine(flaky);
        WorkflowHandle<String> handle = start(first, "slow");
        engines().until(() -> handle.describe().failedAttempts().size() == 1);
        first.stop();

        engine(flaky);
        assertThat(flaky.attempts()).as("the pause is not over").containsExactly(1);
        engines().time().skip(Duration.ofHours(1));
        engines().until(() -> flaky.attempts().size() == 2);
        engines().until(() -> handle.describe().failedAttempts().size() == 2);
        engines().time().skip(Duration.ofHours(2));

        assertThat(handle.result(EngineFixture.PATIENCE)).isEqualTo("succeeded in attempt 3");
        assertThat(flaky.attempts()).containsExactly(1, 2, 3);
    }

    @Test
    default void activityFailsWithItsLastFailureWhenItsAttemptsAreUsedUp() {
        TestEngine engine = engine(
                new Flaky(attempt -> new IllegalStateException("attempt " + attempt, new IOException("disk full"))));

        Throwable thrown = catchThrowable(() -> start(engine, "twice").result(EngineFixture.PATIENCE));

        assertThat(thrown)
                .isInstanceOf(WorkflowFailedException.class)
                .cause()
                .isInstanceOfSatisfying(ActivityFailure.class, failure -> {
                    assertThat(failure.activityType()).isEqualTo("Flaky.run");
                    assertThat(failure.attempt()).isEqualTo(2);
                    assertThat(failure.retryState()).isEqualTo(RetryState.MAXIMUM_ATTEMPTS_REACHED);
                })
                .cause()
                .isInstanceOfSatisfying(ApplicationFailure.class, failure -> {
                    assertThat(failure.type()).isEqualTo(IllegalStateException.class.getName());
                    assertThat(failure.getMessage()).isEqualTo("attempt 2");
                })
                .cause()
                .isInstanceOfSatisfying(
                        ApplicationFailure.class,
                        failure -> assertThat(failure.type()).isEqualTo(IOException.class.getName()))
                .hasMessage("disk full");
    }

    @Test
    default void chainOfCausesIsTheSameForAnEngineThatReadsItFromTheStore() {
        TestEngine engine = engine(
                new Flaky(attempt -> new IllegalStateException("attempt " + attempt, new IOException("disk full"))));
        start(engine, "twice");
        TestEngine reader = engines().engine().clientOnly().start();

        assertThatThrownBy(() -> reader.workflow("calls").result(String.class, EngineFixture.PATIENCE))
                .hasRootCauseMessage("disk full")
                .rootCause()
                .hasStackTraceContaining("ActivityScenarios");
    }

    @Test
    default void failureThatIsNotRetryableEndsTheActivityAtOnce() {
        Flaky flaky = new Flaky(attempt -> ApplicationFailure.nonRetryable("no", "Never", "detail"));
        TestEngine engine = engine(flaky);

        assertThatThrownBy(() -> start(engine, "patient").result(EngineFixture.PATIENCE))
                .cause()
                .isInstanceOfSatisfying(
                        ActivityFailure.class,
                        failure -> assertThat(failure.retryState()).isEqualTo(RetryState.NON_RETRYABLE_FAILURE))
                .cause()
                .isInstanceOfSatisfying(
                        ApplicationFailure.class,
                        failure -> assertThat(failure.details()).containsExactly("detail"));
        assertThat(flaky.attempts()).containsExactly(1);
    }

    @Test
    default void attemptThatTakesTooLongIsRepeated() {
        Gates gates = new Gates();
        TestEngine engine = engine(gates);
        WorkflowHandle<String> handle = startGated(engine, "startToClose");
        gates.awaitBegun(engines(), "work");

        engines().time().skip(Duration.ofMinutes(6));
        engines().until(() -> gates.begun().size() == 2);
        gates.open("work");

        assertThat(handle.result(EngineFixture.PATIENCE)).isEqualTo("done work");
        assertThat(handle.describe().failedAttempts()).singleElement().satisfies(attempt -> {
            assertThat(attempt.attempt()).isEqualTo(1);
            assertThat(attempt.failure().type()).isEqualTo(TimeoutType.START_TO_CLOSE.name());
        });
    }

    @Test
    default void timeForAllAttemptsRunsOutForGood() {
        Gates gates = new Gates();
        TestEngine engine = engine(gates);
        WorkflowHandle<String> handle = startGated(engine, "scheduleToClose");
        gates.awaitBegun(engines(), "work");

        engines().time().skip(Duration.ofMinutes(6));

        assertThatThrownBy(() -> handle.result(EngineFixture.PATIENCE))
                .cause()
                .isInstanceOfSatisfying(
                        ActivityFailure.class,
                        failure -> assertThat(failure.retryState()).isEqualTo(RetryState.TIMEOUT_NOT_RETRYABLE))
                .cause()
                .isInstanceOfSatisfying(
                        TimeoutFailure.class,
                        failure -> assertThat(failure.timeoutType()).isEqualTo(TimeoutType.SCHEDULE_TO_CLOSE));
    }

    @Test
    default void activityThatIsNotBegunInTimeTimesOut() {
        Gates gates = new Gates();
        TestEngine engine = engines()
                .engine()
                .workflow(GatedCall.class)
                .activity(GatedWork.class, gates)
                .maxConcurrentActivities(1)
                .start();
        WorkflowHandle<String> busy =
                engine.client().newWorkflow(GatedCall.class).id("busy").start(w -> w.call("none", "busy"));
        gates.awaitBegun(engines(), "busy");
        WorkflowHandle<String> late = startGated(engine, "scheduleToStart");

        engines().time().skip(Duration.ofMinutes(6));

        assertThatThrownBy(() -> late.result(EngineFixture.PATIENCE))
                .rootCause()
                .isInstanceOfSatisfying(
                        TimeoutFailure.class,
                        failure -> assertThat(failure.timeoutType()).isEqualTo(TimeoutType.SCHEDULE_TO_START));
        gates.open("busy");
        assertThat(busy.result(EngineFixture.PATIENCE)).isEqualTo("done busy");
        assertThat(gates.begun()).containsExactly("busy");
    }

    @Test
    default void progressOfALostAttemptIsThereForTheNext() {
        List<String> seen = new CopyOnWriteArrayList<>();
        AtomicInteger attempts = new AtomicInteger();
        TestEngine engine = engines()
                .engine()
                .workflow(Imports.class)
                .activityInContext(Importer.class, context -> new ImporterBean(context, seen, attempts))
                .start();
        WorkflowHandle<String> handle =
                engine.client().newWorkflow(Imports.class).id("import").start(Imports::run);

        assertThat(handle.result(EngineFixture.PATIENCE)).isEqualTo("imported");
        assertThat(seen).containsExactly("from 0", "from 1", "from 2");
    }

    @Test
    default void resultOfAnActivityThatNobodyWaitsForAnyMoreIsDropped() {
        Gates gates = new Gates().open("fast");
        TestEngine engine = engines()
                .engine()
                .workflow(Hurried.class)
                .activity(GatedWork.class, gates)
                .start();

        WorkflowHandle<String> handle =
                engine.client().newWorkflow(Hurried.class).id("hurried").start(Hurried::run);

        assertThat(handle.result(EngineFixture.PATIENCE)).isEqualTo("done fast");
        gates.open("slow");
        assertThat(EventText.of(handle.history())).last().isEqualTo("complete \"done fast\"");
        assertThat(handle.describe().pendingActivities()).isEmpty();
    }

    @Test
    default void idempotencyKeyIsTheSameInEveryAttempt() {
        List<String> keys = new CopyOnWriteArrayList<>();
        TestEngine engine = engines()
                .engine()
                .workflow(Imports.class)
                .activityInContext(Importer.class, context -> from -> {
                    keys.add(context.info().idempotencyKey());
                    if (context.info().attempt() < 3) {
                        throw new IllegalStateException("again");
                    }
                    return "imported";
                })
                .start();

        WorkflowHandle<String> handle =
                engine.client().newWorkflow(Imports.class).id("import").start(Imports::run);

        assertThat(handle.result(EngineFixture.PATIENCE)).isEqualTo("imported");
        assertThat(keys).hasSize(3).containsOnly(handle.runId() + ":2");
    }

    private TestEngine engine(Flaky flaky) {
        return engines().engine().workflow(Calls.class).activity(flaky).start();
    }

    private TestEngine engine(Gates gates) {
        return engines()
                .engine()
                .workflow(GatedCall.class)
                .activity(GatedWork.class, gates)
                .start();
    }

    private static WorkflowHandle<String> start(TestEngine engine, String options) {
        return engine.client().newWorkflow(Calls.class).id("calls").start(w -> w.run(options));
    }

    private static WorkflowHandle<String> startGated(TestEngine engine, String limit) {
        return engine.client().newWorkflow(GatedCall.class).id("gated").start(w -> w.call(limit, "work"));
    }

    @Activity(retry = @Retry(initialInterval = "10ms"))
    class Flaky {

        private final IntFunction<Exception> failures;
        private final List<Integer> attempts = new CopyOnWriteArrayList<>();

        Flaky(IntFunction<Exception> failures) {
            this.failures = failures;
        }

        public String run() {
            int attempt = attempts.size() + 1;
            attempts.add(attempt);
            Exception failure = failures.apply(attempt);
            if (failure != null) {
                sneakyThrow(failure);
            }
            return "succeeded in attempt " + attempt;
        }

        List<Integer> attempts() {
            return attempts;
        }

        @SuppressWarnings("unchecked")
        private static <E extends Exception> void sneakyThrow(Exception failure) throws E {
            throw (E) failure;
        }
    }

    @Workflow
    class Calls {

        private final WorkflowContext workflow;
        private final Flaky flaky;

        Calls(WorkflowContext workflow, Flaky flaky) {
            this.workflow = workflow;
            this.flaky = flaky;
        }

        @WorkflowMethod
        public String run(String options) {
            return switch (options) {
                case "twice" -> stub(RetryOptions.maximumAttempts(2)).run();
                case "slow" ->
                    stub(new RetryOptions(Duration.ofMinutes(50), null, null, null, null))
                            .run();
                default -> flaky.run();
            };
        }

        private Flaky stub(RetryOptions retry) {
            return workflow.activity(Flaky.class, ActivityOptions.NONE.withRetry(retry));
        }
    }

    @Workflow
    class GatedCall {

        private final WorkflowContext workflow;

        GatedCall(WorkflowContext workflow, GatedWork work) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public String call(String limit, String name) {
            ActivityOptions options = ActivityOptions.NONE.withStartToCloseTimeout(Duration.ofHours(1));
            return workflow.activity(
                            GatedWork.class,
                            switch (limit) {
                                case "startToClose" -> options.withStartToCloseTimeout(Duration.ofMinutes(5));
                                case "scheduleToClose" -> options.withScheduleToCloseTimeout(Duration.ofMinutes(5));
                                case "scheduleToStart" -> options.withScheduleToStartTimeout(Duration.ofMinutes(5));
                                default -> options;
                            })
                    .work(name);
        }
    }

    @Workflow
    class Hurried {

        private final WorkflowContext workflow;
        private final GatedWork work;

        Hurried(WorkflowContext workflow, GatedWork work) {
            this.workflow = workflow;
            this.work = work;
        }

        @WorkflowMethod
        public String run() {
            return workflow.anyOf(List.of(call("slow"), call("fast"))).get();
        }

        private Promise<String> call(String name) {
            return workflow.async(() -> work.work(name));
        }
    }

    @Activity(heartbeatTimeout = "5m", retry = @Retry(initialInterval = "10ms"))
    interface Importer {

        String importFrom(int start);
    }

    @Workflow
    class Imports {

        private final Importer importer;

        Imports(Importer importer) {
            this.importer = importer;
        }

        @WorkflowMethod
        public String run() {
            return importer.importFrom(0);
        }
    }

    /** Imports one row in each attempt, then fails. */
    class ImporterBean implements Importer {

        private final ActivityContext context;
        private final List<String> seen;
        private final AtomicInteger attempts;

        ImporterBean(ActivityContext context, List<String> seen, AtomicInteger attempts) {
            this.context = context;
            this.seen = seen;
            this.attempts = attempts;
        }

        @Override
        public String importFrom(int start) {
            int from = context.lastHeartbeatDetails(Integer.class).orElse(start);
            seen.add("from " + from);
            context.heartbeat(from + 1);
            if (attempts.incrementAndGet() < 3) {
                throw new IllegalStateException("lost the connection");
            }
            return "imported";
        }
    }
}
