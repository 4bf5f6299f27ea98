package dev.durable.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.durable.activity.ActivityContext;
import dev.durable.annotation.Activity;
import dev.durable.annotation.QueryMethod;
import dev.durable.annotation.Retry;
import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.client.FailedAttempt;
import dev.durable.client.WorkflowFailedException;
import dev.durable.client.WorkflowHandle;
import dev.durable.client.WorkflowNotFoundException;
import dev.durable.engine.testing.EngineFixture;
import dev.durable.engine.testing.TestEngine;
import dev.durable.failure.ApplicationFailure;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.history.EventText;
import dev.durable.history.JsonEventCodec;
import dev.durable.payload.JsonFailureInfoCodec;
import dev.durable.payload.PayloadLimits;
import dev.durable.store.memory.InMemoryStore;
import dev.durable.workflow.WorkflowContext;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What happens to a payload that is too large, wherever it is made. */
class PayloadSizeTests {

    private static final int LIMIT = 1_000;
    private static final int TOO_LARGE = 2_000;

    @RegisterExtension
    final EngineFixture engines =
            new EngineFixture(() -> new InMemoryStore(new JsonEventCodec(), new JsonFailureInfoCodec()));

    private final AtomicInteger calls = new AtomicInteger();

    @Test
    void startIsRefusedWhole() {
        TestEngine engine = start(LIMIT);

        assertTooLarge(
                () -> engine.client()
                        .newWorkflow(Copier.class)
                        .id("c")
                        .start(w -> w.copy("small", "x".repeat(TOO_LARGE))),
                "Argument 2 of Copier.copy takes 2002 bytes",
                "the limit is 1000 bytes");
        assertTooLarge(
                () -> engine.client().newWorkflow("Copier").id("c").start("x".repeat(TOO_LARGE), "small"),
                "Argument 1 of workflow Copier takes 2002 bytes");
        assertThatThrownBy(() -> engine.workflow("c").describe()).isInstanceOf(WorkflowNotFoundException.class);
    }

    @Test
    void signalAndQueryAreRefused() {
        TestEngine engine = start(LIMIT);
        begin(engine, "wait");

        assertTooLarge(
                () -> engine.workflow(Copier.class, "c").signal(w -> w.add("x".repeat(TOO_LARGE))),
                "Argument 1 of Copier.add takes 2002 bytes");
        assertTooLarge(
                () -> engine.workflow("c").signal("add", "x".repeat(TOO_LARGE)), "Argument 1 of signal add takes");
        assertTooLarge(
                () -> engine.workflow(Copier.class, "c").query(w -> w.repeated("x".repeat(TOO_LARGE), 1)),
                "Argument 1 of Copier.repeated takes");
        assertTooLarge(
                () -> engine.workflow("c").query("repeated", String.class, "x".repeat(TOO_LARGE), 1),
                "Argument 1 of query repeated takes");

        engine.workflow("c").signal("add", "end");
        assertThat(engine.workflow("c").result(String.class, EngineFixture.PATIENCE))
                .isEqualTo("[end]");
    }

    @Test
    void answerOfAQueryIsRefused() {
        TestEngine engine = start(LIMIT);
        begin(engine, "wait");

        assertThatThrownBy(() -> engine.workflow(Copier.class, "c").query(w -> w.repeated("x", TOO_LARGE)))
                .isInstanceOfSatisfying(
                        DurableException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.QUERY_FAILED))
                .hasMessageContaining("The result of Copier.repeated takes 2002 bytes");
        engine.workflow("c").signal("add", "end");
    }

    @Test
    void argumentOfAnActivityKeepsTheRunUntilTheLimitIsRaised() {
        TestEngine engine = start(LIMIT);
        begin(engine, "large argument");

        engines.untilInFastTime(() -> codeFailures(engine).size() >= 2);

        assertThat(codeFailures(engine))
                .allSatisfy(attempt -> assertThat(attempt.failure().message())
                        .contains("DUR-3002", "DUR-6014", "Argument 1 of Work.copy takes 2002 bytes"));
        assertThat(engines.history("c"))
                .as("the code catches the exception, which must not lead it to anywhere")
                .hasSize(1);
        engine.stop();
        start(10 * LIMIT);
        engine.workflow("c").signal("add", "end");
        assertThat(engine.workflow("c").result(String.class, EngineFixture.PATIENCE))
                .isEqualTo("copied 2000");
    }

    @Test
    void resultOfAWorkflowKeepsTheRunUntilTheLimitIsRaised() {
        TestEngine engine = start(LIMIT);
        begin(engine, "large result");

        engines.untilInFastTime(() -> !codeFailures(engine).isEmpty());

        assertThat(codeFailures(engine).get(0).failure().message())
                .contains("The result of Copier.copy takes 2002 bytes");
        engine.stop();
        start(10 * LIMIT);
        assertThat(engine.workflow("c").result(String.class, EngineFixture.PATIENCE))
                .isEqualTo("x".repeat(TOO_LARGE));
    }

    @Test
    void resultOfAnActivityFailsItAtOnce() {
        TestEngine engine = start(LIMIT);

        WorkflowHandle<String> handle = begin(engine, "large activity result");

        assertThatThrownBy(() -> handle.result(EngineFixture.PATIENCE))
                .isInstanceOf(WorkflowFailedException.class)
                .cause()
                .cause()
                .isInstanceOfSatisfying(
                        ApplicationFailure.class,
                        failure -> assertThat(failure.isNonRetryable()).isTrue())
                .hasMessageContaining("The result of Work.produce takes 2002 bytes");
        assertThat(calls).hasValue(1);
    }

    @Test
    void heartbeatFailsTheAttempt() {
        TestEngine engine = start(LIMIT);
        WorkflowHandle<String> handle = begin(engine, "large heartbeat");

        assertThat(handle.result(EngineFixture.PATIENCE)).isEqualTo("2");

        assertThat(handle.describe().failedAttempts())
                .singleElement()
                .satisfies(attempt -> assertThat(attempt.failure().message())
                        .contains("Heartbeat details of Work.progress takes 2002 bytes"));
    }

    @Test
    void loweredLimitDoesNotTouchWhatWasAccepted() {
        TestEngine generous = start(10 * LIMIT);
        begin(generous, "large argument");
        engines.until(() -> engines.history("c").size() == 3);
        generous.stop();

        TestEngine strict = start(LIMIT);
        strict.workflow("c").signal("add", "end");

        assertThat(strict.workflow("c").result(String.class, EngineFixture.PATIENCE))
                .isEqualTo("copied 2000");
        assertThat(codeFailures(strict)).isEmpty();
        assertThat(EventText.of(engines.history("c"))).hasSize(5);
    }

    private TestEngine start(int limit) {
        return engines.engine()
                .workflow(Copier.class)
                .activityInContext(Work.class, context -> new Work(context, calls))
                .configure(builder -> builder.payloadLimits(new PayloadLimits(limit, limit)))
                .start();
    }

    private static WorkflowHandle<String> begin(TestEngine engine, String what) {
        return engine.client().newWorkflow(Copier.class).id("c").start(w -> w.copy(what, ""));
    }

    private static List<FailedAttempt> codeFailures(TestEngine engine) {
        return engine.workflow("c").describe().failedAttempts().stream()
                .filter(attempt -> attempt.scheduledEventId() == 0)
                .toList();
    }

    private static void assertTooLarge(ThrowingCallable call, String... message) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        DurableException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.PAYLOAD_TOO_LARGE))
                .hasMessageContainingAll(message);
    }

    @Workflow(name = "Copier", failureTypes = RuntimeException.class)
    static class Copier {

        private final WorkflowContext workflow;
        private final Work work;
        private final List<String> added = new ArrayList<>();

        Copier(WorkflowContext workflow, Work work) {
            this.workflow = workflow;
            this.work = work;
        }

        @WorkflowMethod
        String copy(String what, String more) {
            return switch (what) {
                case "large argument" -> copied();
                case "large activity result" -> work.produce(TOO_LARGE);
                case "large result" -> "x".repeat(TOO_LARGE);
                case "large heartbeat" -> work.progress(TOO_LARGE);
                default -> waited(more);
            };
        }

        private String copied() {
            try {
                String copied = work.copy("x".repeat(TOO_LARGE));
                workflow.await(() -> !added.isEmpty());
                return copied;
            } catch (DurableException e) {
                return work.copy("something smaller");
            }
        }

        private String waited(String more) {
            workflow.await(() -> !added.isEmpty());
            return more + added;
        }

        @SignalMethod
        void add(String text) {
            added.add(text);
        }

        @QueryMethod
        String repeated(String text, int times) {
            return text.repeat(times);
        }
    }

    @Activity(name = "Work", retry = @Retry(initialInterval = "1ms"))
    static class Work {

        private final ActivityContext activity;
        private final AtomicInteger calls;

        Work(ActivityContext activity, AtomicInteger calls) {
            this.activity = activity;
            this.calls = calls;
        }

        public String copy(String text) {
            return "copied " + text.length();
        }

        public String produce(int length) {
            calls.incrementAndGet();
            return "x".repeat(length);
        }

        public String progress(int length) {
            if (activity.info().attempt() == 1) {
                activity.heartbeat("x".repeat(length));
            }
            return String.valueOf(activity.info().attempt());
        }
    }
}
