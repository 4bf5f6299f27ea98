package dev.durable.engine.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.durable.activity.RetryPolicy;
import dev.durable.annotation.Activity;
import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.client.ResetOptions;
import dev.durable.client.WorkflowExecution;
import dev.durable.client.WorkflowFailedException;
import dev.durable.client.WorkflowHandle;
import dev.durable.client.WorkflowStatus;
import dev.durable.engine.testing.EngineFixture;
import dev.durable.engine.testing.TestEngine;
import dev.durable.failure.ApplicationFailure;
import dev.durable.failure.ChildWorkflowFailure;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.failure.TimeoutFailure;
import dev.durable.history.EventText;
import dev.durable.workflow.WorkflowContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Runs that take too long, are repeated, paused, or go back. */
public interface RunLimitScenarios extends EngineScenarios {

    @Test
    default void runThatTakesTooLongTimesOutAndItsParentLearnsOfIt() {
        TestEngine engine =
                engines().engine().workflow(LimitingParent.class, Waiter.class).start();

        WorkflowHandle<String> handle =
                engine.client().newWorkflow(LimitingParent.class).id("p").start(LimitingParent::run);
        engines().until(() -> engines().store().findRun("slow").isPresent());
        engines().time().skip(Duration.ofHours(2));

        assertThat(handle.result(EngineFixture.PATIENCE)).isEqualTo("TimeoutFailure WORKFLOW_RUN");
        assertThat(engines().run("slow").status()).isEqualTo(WorkflowStatus.TIMED_OUT);
    }

    @Test
    default void failedChildIsRepeatedAsANewRun() {
        AtomicInteger attempts = new AtomicInteger();
        TestEngine engine = engines()
                .engine()
                .workflow(RepeatingParent.class, Unreliable.class)
                .activity(new Attempts(attempts))
                .start();

        WorkflowHandle<String> handle =
                engine.client().newWorkflow(RepeatingParent.class).id("p").start(RepeatingParent::run);
        engines().untilInFastTime(() -> handle.describe().summary().status().isClosed());

        assertThat(handle.result(EngineFixture.PATIENCE)).isEqualTo("attempt 3");
        assertThat(engines().allRuns()).hasSize(4);
    }

    @Test
    default void pausedRunKeepsWhatHappensUntilItIsResumed() {
        TestEngine engine = engines().engine().workflow(Waiter.class).start();
        WorkflowHandle<String> handle =
                engine.client().newWorkflow(Waiter.class).id("w").start(Waiter::run);
        handle.pause("incident");
        assertThat(engines().run("w").status()).isEqualTo(WorkflowStatus.PAUSED);

        engine.workflow(Waiter.class, "w").signal(w -> w.go("now"));
        engine.engine().evictIdleRuns();
        handle.pause("again");
        assertThat(EventText.of(handle.history())).containsExactly("started()", "paused: incident");
        handle.unpause("over");

        assertThat(handle.result(EngineFixture.PATIENCE)).isEqualTo("now");
        assertThat(EventText.of(handle.history()))
                .containsExactly(
                        "started()", "paused: incident", "unpaused: over", "signal go(\"now\")", "complete \"now\"");
    }

    @Test
    default void pausedRunStaysPausedOnTheNextNode() {
        TestEngine first = engines().engine().workflow(Waiter.class).start();
        WorkflowHandle<String> handle =
                first.client().newWorkflow(Waiter.class).id("w").start(Waiter::run);
        handle.pause("incident");
        first.workflow(Waiter.class, "w").signal(w -> w.go("now"));
        first.stop();

        TestEngine next = engines().engine().workflow(Waiter.class).start();
        WorkflowExecution same = next.workflow("w");
        engines().until(() -> engines().run("w").owner() != null);
        assertThat(engines().run("w").status()).isEqualTo(WorkflowStatus.PAUSED);
        same.unpause("over");

        assertThat(same.result(String.class, EngineFixture.PATIENCE)).isEqualTo("now");
    }

    @Test
    default void terminationEndsAPausedRun() {
        TestEngine engine = engines().engine().workflow(Waiter.class).start();
        WorkflowHandle<String> handle =
                engine.client().newWorkflow(Waiter.class).id("w").start(Waiter::run);
        handle.pause("incident");
        engine.workflow(Waiter.class, "w").signal(w -> w.go("now"));

        handle.terminate("enough");

        engines().until(() -> engines().run("w").status() == WorkflowStatus.TERMINATED);
    }

    @Test
    default void resetRunGoesOnFromAnEarlierPoint() {
        AtomicInteger attempts = new AtomicInteger();
        TestEngine engine = engines()
                .engine()
                .workflow(Stepper.class)
                .activity(new Attempts(attempts))
                .start();
        WorkflowHandle<List<String>> handle =
                engine.client().newWorkflow(Stepper.class).id("s").start(Stepper::run);
        engines().until(() -> handle.history().size() == 3);
        engine.workflow(Stepper.class, "s").signal(w -> w.go("a"));
        engine.workflow(Stepper.class, "s").signal(w -> w.go("b"));
        List<String> first = handle.result(EngineFixture.PATIENCE);

        // started, schedule, completed 1 | signal a | signal b, schedule | completed 2, complete
        assertThat(EventText.of(handle.history())).hasSize(8);
        WorkflowExecution reset = handle.reset(ResetOptions.to(3).withReason("bug"));
        assertThat(reset.result(List.class, EngineFixture.PATIENCE))
                .isEqualTo(List.of(first.get(0), "attempt 3", first.get(2)));
        assertThat(EventText.of(reset.history()))
                .startsWith(
                        "started()",
                        "schedule Attempts.next()",
                        "completed 2: \"attempt 1\"",
                        "reset from 3",
                        "signal go(\"a\")",
                        "signal go(\"b\")");
    }

    @Test
    default void openRunIsTerminatedByItsReset() {
        TestEngine engine = engines().engine().workflow(Waiter.class).start();
        WorkflowHandle<String> handle =
                engine.client().newWorkflow(Waiter.class).id("w").start(Waiter::run);

        WorkflowExecution reset = handle.reset(ResetOptions.toStart());
        reset.signal("go", "again");

        assertThat(reset.result(String.class, EngineFixture.PATIENCE)).isEqualTo("again");
        assertThat(handle.describe().summary().status()).isEqualTo(WorkflowStatus.TERMINATED);
    }

    @Test
    default void resetToTheMiddleOfAStepIsRefused() {
        TestEngine engine = engines().engine().workflow(Waiter.class).start();
        WorkflowHandle<String> handle =
                engine.client().newWorkflow(Waiter.class).id("w").start(Waiter::run);
        engine.workflow(Waiter.class, "w").signal(w -> w.go("now"));
        handle.result(EngineFixture.PATIENCE);

        DurableException refusal = catchThrowableOfType(DurableException.class, () -> handle.reset(ResetOptions.to(2)));

        assertThat(refusal.code()).isEqualTo(ErrorCode.RESET_POINT_ILLEGAL);
    }

    @Test
    default void terminationWorksOnARunWhoseCodeFails() {
        TestEngine engine =
                engines().notReplaying("Broken").engine().workflow(Broken.class).start();
        WorkflowHandle<String> handle =
                engine.client().newWorkflow(Broken.class).id("b").start(Broken::run);
        engines().until(() -> !handle.describe().failedAttempts().isEmpty());

        handle.terminate("hopeless");

        engines().until(() -> engines().run("b").status() == WorkflowStatus.TERMINATED);
        assertThat(catchThrowableOfType(WorkflowFailedException.class, () -> handle.result(EngineFixture.PATIENCE)))
                .hasMessageContaining("hopeless");
    }

    @Test
    default void terminationWorksOnARunThatNobodyCanExecute() {
        TestEngine client = engines().engine().workflow(Waiter.class).start();
        WorkflowHandle<?> handle =
                client.client().newWorkflow("Unknown").id("u").start();

        handle.terminate("nobody has it");

        engines().until(() -> engines().run("u").status() == WorkflowStatus.TERMINATED);
    }

    /** Gives its child an hour. */
    @Workflow
    class LimitingParent {

        private final WorkflowContext workflow;

        LimitingParent(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public String run() {
            try {
                return workflow.newChild(Waiter.class)
                        .id("slow")
                        .runTimeout(Duration.ofHours(1))
                        .execute(Waiter::run);
            } catch (ChildWorkflowFailure e) {
                TimeoutFailure timeout = (TimeoutFailure) e.getCause();
                return timeout.getClass().getSimpleName() + " " + timeout.timeoutType();
            }
        }
    }

    /** Lets its child be repeated. */
    @Workflow
    class RepeatingParent {

        private final WorkflowContext workflow;

        RepeatingParent(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public String run() {
            return workflow.newChild(Unreliable.class)
                    .id("child")
                    .retry(RetryPolicy.DEFAULT)
                    .execute(Unreliable::run);
        }
    }

    /** Fails twice. */
    @Workflow
    class Unreliable {

        private final Attempts attempts;

        Unreliable(Attempts attempts) {
            this.attempts = attempts;
        }

        @WorkflowMethod
        public String run() {
            String attempt = attempts.next();
            if (!attempt.equals("attempt 3")) {
                throw ApplicationFailure.of(attempt, "Bad luck");
            }
            return attempt;
        }
    }

    /** Two activities with two signals between. */
    @Workflow
    class Stepper {

        private final WorkflowContext workflow;
        private final Attempts attempts;
        private final ArrayList<String> words = new ArrayList<>();

        Stepper(WorkflowContext workflow, Attempts attempts) {
            this.workflow = workflow;
            this.attempts = attempts;
        }

        @WorkflowMethod
        public List<String> run() {
            String first = attempts.next();
            workflow.await(() -> words.size() == 2);
            return List.of(first, attempts.next(), words.get(0));
        }

        @SignalMethod
        public void go(String word) {
            words.add(word);
        }
    }

    /** Never works. */
    @Workflow
    class Broken {

        @WorkflowMethod
        public String run() {
            throw new IllegalStateException("a bug");
        }
    }

    /** Counts its calls. */
    @Activity
    class Attempts {

        private final AtomicInteger count;

        Attempts(AtomicInteger count) {
            this.count = count;
        }

        public String next() {
            return "attempt " + count.incrementAndGet();
        }
    }
}
