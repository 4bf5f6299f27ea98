package dev.durable.engine.replay;

import static dev.durable.engine.testing.Happenings.cancelRequested;
import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.annotation.QueryMethod;
import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.engine.testing.ReplayFixture;
import dev.durable.engine.testing.TestRun;
import dev.durable.failure.ActivityFailure;
import dev.durable.failure.ApplicationFailure;
import dev.durable.failure.CanceledFailure;
import dev.durable.workflow.CompletablePromise;
import dev.durable.workflow.Promise;
import dev.durable.workflow.Saga;
import dev.durable.workflow.SagaOptions;
import dev.durable.workflow.WorkflowContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a request for cancellation does to what the workflow waits for, and to what it begins afterwards. */
class CancellationTests {

    @RegisterExtension
    final ReplayFixture fixture = new ReplayFixture().activity(Work.class);

    @Test
    void sleepIsCutShortAndItsTimerGivenUp() {
        TestRun run = fixture.run(Waits.class);
        run.start("sleep");

        assertThat(run.happen(cancelRequested("enough"))).containsExactly("cancel timer 2", "canceled: enough");
    }

    @Test
    void cancellationWithoutAReasonHasAMessage() {
        TestRun run = fixture.run(Waits.class);
        run.start("sleep");

        assertThat(run.happen(cancelRequested(""))).containsExactly("cancel timer 2", "canceled: Canceled");
    }

    @Test
    void awaitIsCutShort() {
        TestRun run = fixture.run(Waits.class);
        run.start("await");

        assertThat(run.happen(cancelRequested("enough"))).containsExactly("canceled: enough");
    }

    @Test
    void awaitForAWhileIsCutShortAndItsTimerGivenUp() {
        TestRun run = fixture.run(Waits.class);
        run.start("await for a while");

        assertThat(run.happen(cancelRequested("enough"))).containsExactly("cancel timer 2", "canceled: enough");
    }

    @Test
    void awaitWhoseConditionHoldsNowReturns() {
        TestRun run = fixture.run(Waits.class);
        run.start("await cancellation");

        assertThat(run.happen(cancelRequested("enough"))).containsExactly("complete \"await cancellation: enough\"");
    }

    @Test
    void waitForAPromiseIsCutShort() {
        TestRun run = fixture.run(Waits.class);
        run.start("promise for a while");

        assertThat(run.happen(cancelRequested("enough"))).containsExactly("cancel timer 2", "canceled: enough");
    }

    @Test
    void getWaitsForItsPromiseAndNothingElse() {
        TestRun run = fixture.run(Waits.class);
        run.start("promise");

        assertThat(run.happen(cancelRequested("enough"))).isEmpty();
        assertThat(run.signal("go")).containsExactly("complete \"promise: enough\"");
    }

    @Test
    void promiseOfATimerFails() {
        TestRun run = fixture.run(Waits.class);
        run.start("timer");

        assertThat(run.happen(cancelRequested("enough"))).containsExactly("cancel timer 2", "canceled: enough");
    }

    @Test
    void timerThatHasFiredIsNotGivenUp() {
        TestRun run = fixture.run(Waits.class);
        run.start("timer, then await");
        run.fire(2);

        assertThat(run.happen(cancelRequested("enough"))).containsExactly("canceled: enough");
    }

    @Test
    void activityIsAskedToStopAndItsCallFailsAtOnce() {
        TestRun run = fixture.run(Waits.class);
        run.start("activity");

        assertThat(run.happen(cancelRequested("enough")))
                .containsExactly(
                        "cancel activity 2",
                        "canceled: Activity Work.run (event 2) failed in attempt 0: it was canceled");
        assertThat(run.query("seen", String.class)).isEqualTo("CANCEL_REQUESTED because enough");
    }

    @Test
    void outcomeOfAnActivityThatWasGivenUpHasNoEffect() {
        TestRun run = fixture.run(GoesOn.class);
        run.start();
        run.happen(cancelRequested("enough"));

        assertThat(run.complete(2, "too late")).isEmpty();
        assertThat(run.signal("go")).containsExactly("complete \"canceled, then signalled\"");
    }

    @Test
    void secondRequestIsNotExpected() {
        TestRun run = fixture.run(GoesOn.class);
        run.start();

        assertThat(run.instance().isExpected(cancelRequested("enough"))).isTrue();
        run.happen(cancelRequested("enough"));
        assertThat(run.instance().isExpected(cancelRequested("more"))).isFalse();
    }

    @Test
    void whatIsPendingReactsInTheOrderInWhichItWasBegun() {
        TestRun run = fixture.run(WaitsForMuch.class);
        run.start();

        assertThat(run.happen(cancelRequested("enough")))
                .containsExactly(
                        "cancel timer 2",
                        "cancel timer 3",
                        "cancel activity 4",
                        "cancel timer 5",
                        "complete [\"timer\",\"scoped timer\",\"activity\",\"another timer\"]");
    }

    @Test
    void whatIsBegunAfterwardsFailsAtOnceAndRecordsNothing() {
        TestRun run = fixture.run(BeginsAfterwards.class);
        run.start();

        assertThat(run.happen(cancelRequested("enough")))
                .containsExactly("cancel timer 2", "timer PT1S", "schedule Work.run(\"clean up\")");
        run.fire(5);
        assertThat(run.complete(6, "cleaned"))
                .containsExactly("complete \"[sleep, timer, await, await for a while, activity], cleaned\"");
    }

    @Test
    void workflowThatSwallowsTheCancellationCompletes() {
        TestRun run = fixture.run(Swallows.class);
        run.start();

        assertThat(run.happen(cancelRequested("enough"))).containsExactly("cancel timer 2", "complete \"never mind\"");
    }

    @Test
    void otherFailureAfterACancellationFailsTheWorkflow() {
        TestRun run = fixture.run(FailsOtherwise.class);
        run.start();

        assertThat(run.happen(cancelRequested("enough")))
                .containsExactly("cancel timer 2", "fail Other: something else");
    }

    @Test
    void handlerThatIsLeftByTheCancellationLeavesTheEndToTheWorkflowMethod() {
        TestRun run = fixture.run(CleansUpBesideAHandler.class);
        run.start();
        run.signal("sleep");

        assertThat(run.happen(cancelRequested("enough")))
                .containsExactly("cancel timer 2", "cancel timer 4", "schedule Work.run(\"clean up\")");
        assertThat(run.complete(8, "cleaned")).containsExactly("canceled: enough");
    }

    @Test
    void handlerThatComesAfterTheCancellationRunsInACanceledScope() {
        TestRun run = fixture.run(CleansUpBesideAHandler.class);
        run.start();
        run.happen(cancelRequested("enough"));

        assertThat(run.signal("sleep")).isEmpty();
        assertThat(run.complete(5, "cleaned")).containsExactly("canceled: enough");
    }

    @Test
    void sagaCompensatesInACanceledWorkflow() {
        TestRun run = fixture.run(Compensates.class);
        run.start(false);

        assertThat(run.happen(cancelRequested("enough")))
                .containsExactly("cancel timer 2", "schedule Work.run(\"undo 2\")");
        assertThat(run.complete(5, "")).containsExactly("schedule Work.run(\"undo 1\")");
        assertThat(run.complete(7, "")).containsExactly("canceled: enough");
    }

    @Test
    void sagaCompensatesInParallelInACanceledWorkflow() {
        TestRun run = fixture.run(Compensates.class);
        run.start(true);

        assertThat(run.happen(cancelRequested("enough")))
                .containsExactly("cancel timer 2", "schedule Work.run(\"undo 2\")", "schedule Work.run(\"undo 1\")");
        assertThat(run.complete(6, "")).isEmpty();
        assertThat(run.complete(5, "")).containsExactly("canceled: enough");
    }

    @Test
    void failureOfASleepTellsWhereTheWorkflowSlept() {
        TestRun run = fixture.run(TellsWhere.class);
        run.start();

        assertThat(run.happen(cancelRequested("enough"))).containsExactly("cancel timer 2", "complete \"run\"");
    }

    /** Waits in one way. */
    @Workflow
    static class Waits {

        private final WorkflowContext workflow;
        private final Work work;
        private final CompletablePromise<String> signalled;
        private String seen = "";

        Waits(WorkflowContext workflow, Work work) {
            this.workflow = workflow;
            this.work = work;
            this.signalled = workflow.newPromise();
        }

        @WorkflowMethod
        public String run(String way) {
            switch (way) {
                case "sleep" -> workflow.sleep(Duration.ofHours(1));
                case "await" -> workflow.await(() -> false);
                case "await for a while" -> workflow.await(Duration.ofHours(1), () -> false);
                case "await cancellation" ->
                    workflow.await(() -> workflow.currentCancellationScope().isCancelRequested());
                case "promise" -> signalled.get();
                case "promise for a while" -> signalled.await(Duration.ofHours(1));
                case "timer" -> workflow.newTimer(Duration.ofHours(1)).get();
                case "timer, then await" -> {
                    workflow.newTimer(Duration.ofHours(1)).get();
                    workflow.await(() -> false);
                }
                default -> call();
            }
            return way + ": " + workflow.currentCancellationScope().cancellationReason();
        }

        private void call() {
            try {
                work.run("it");
            } catch (ActivityFailure e) {
                seen = e.retryState() + " because " + e.getCause().getMessage();
                throw e;
            }
        }

        @SignalMethod
        public void go() {
            signalled.complete("");
        }

        @QueryMethod
        public String seen() {
            return seen;
        }
    }

    /** Goes on when its activity is given up. */
    @Workflow
    static class GoesOn {

        private final WorkflowContext workflow;
        private final Work work;
        private boolean signalled;

        GoesOn(WorkflowContext workflow, Work work) {
            this.workflow = workflow;
            this.work = work;
        }

        @WorkflowMethod
        public String run() {
            try {
                return work.run("it");
            } catch (ActivityFailure e) {
                workflow.newDetachedCancellationScope(() -> workflow.await(() -> signalled))
                        .run();
                return "canceled, then signalled";
            }
        }

        @SignalMethod
        public void go() {
            signalled = true;
        }
    }

    /** Waits for several things in several scopes. */
    @Workflow
    static class WaitsForMuch {

        private final WorkflowContext workflow;
        private final Work work;
        private final List<String> canceled = new ArrayList<>();

        WaitsForMuch(WorkflowContext workflow, Work work) {
            this.workflow = workflow;
            this.work = work;
        }

        @WorkflowMethod
        public List<String> run() {
            Promise<?> timer = note(workflow.newTimer(Duration.ofHours(1)), "timer");
            List<Promise<?>> inside = new ArrayList<>();
            workflow.newCancellationScope(
                            () -> inside.add(note(workflow.newTimer(Duration.ofHours(2)), "scoped timer")))
                    .run();
            Promise<String> call = workflow.async(() -> work.run("it"));
            Promise<?> another = workflow.async(() -> {
                workflow.sleep(Duration.ofHours(3));
            });
            for (Promise<?> promise :
                    List.of(timer, inside.get(0), note(call, "activity"), note(another, "another timer"))) {
                promise.get();
            }
            return canceled;
        }

        private Promise<?> note(Promise<?> promise, String name) {
            return promise.handle((result, failure) -> canceled.add(name));
        }
    }

    /** Begins all kinds of things in a canceled scope. */
    @Workflow
    static class BeginsAfterwards {

        private final WorkflowContext workflow;
        private final Work work;
        private final List<String> refused = new ArrayList<>();

        BeginsAfterwards(WorkflowContext workflow, Work work) {
            this.workflow = workflow;
            this.work = work;
        }

        @WorkflowMethod
        public String run() {
            attempt("sleep", () -> workflow.sleep(Duration.ofHours(1)));
            attempt("timer", () -> workflow.newTimer(Duration.ofHours(1)).get());
            attempt("await", () -> workflow.await(() -> false));
            attempt("await for a while", () -> workflow.await(Duration.ofHours(1), () -> false));
            attempt("activity", () -> work.run("it"));
            List<String> cleaned = new ArrayList<>();
            workflow.newDetachedCancellationScope(() -> {
                        Promise<Void> pause = workflow.newTimer(Duration.ofSeconds(1));
                        cleaned.add(work.run("clean up"));
                        pause.get();
                    })
                    .run();
            return refused + ", " + cleaned.get(0);
        }

        private void attempt(String what, Runnable action) {
            try {
                action.run();
            } catch (CanceledFailure e) {
                refused.add(what);
            }
        }
    }

    /** Does not care. */
    @Workflow
    static class Swallows {

        private final WorkflowContext workflow;

        Swallows(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public String run() {
            try {
                workflow.sleep(Duration.ofHours(1));
                return "slept";
            } catch (CanceledFailure e) {
                return "never mind";
            }
        }
    }

    /** Fails for another reason when it is canceled. */
    @Workflow
    static class FailsOtherwise {

        private final WorkflowContext workflow;

        FailsOtherwise(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public void run() {
            try {
                workflow.sleep(Duration.ofHours(1));
            } catch (CanceledFailure e) {
                throw ApplicationFailure.of("something else", "Other");
            }
        }
    }

    /** Has a handler that sleeps, and cleans up when it is canceled. */
    @Workflow
    static class CleansUpBesideAHandler {

        private final WorkflowContext workflow;
        private final Work work;

        CleansUpBesideAHandler(WorkflowContext workflow, Work work) {
            this.workflow = workflow;
            this.work = work;
        }

        @WorkflowMethod
        public void run() {
            try {
                workflow.sleep(Duration.ofHours(1));
            } catch (CanceledFailure e) {
                workflow.newDetachedCancellationScope(() -> work.run("clean up"))
                        .run();
                throw e;
            }
        }

        @SignalMethod
        public void sleep() {
            workflow.sleep(Duration.ofHours(2));
        }
    }

    /** Undoes what it has done when it is canceled. */
    @Workflow
    static class Compensates {

        private final WorkflowContext workflow;
        private final Work work;

        Compensates(WorkflowContext workflow, Work work) {
            this.workflow = workflow;
            this.work = work;
        }

        @WorkflowMethod
        public void run(boolean parallel) {
            Saga saga = workflow.newSaga(new SagaOptions(parallel, true));
            saga.addCompensation(() -> work.run("undo 1"));
            saga.addCompensation(() -> work.run("undo 2"));
            try {
                workflow.sleep(Duration.ofHours(1));
            } catch (CanceledFailure e) {
                saga.compensate();
                throw e;
            }
        }
    }

    /** Looks at the stack of the failure. */
    @Workflow
    static class TellsWhere {

        private final WorkflowContext workflow;

        TellsWhere(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public String run() {
            try {
                workflow.sleep(Duration.ofHours(1));
                return "slept";
            } catch (CanceledFailure e) {
                return Arrays.stream(e.getStackTrace())
                        .filter(frame -> frame.getClassName().endsWith("TellsWhere"))
                        .map(StackTraceElement::getMethodName)
                        .findFirst()
                        .orElse("nowhere");
            }
        }
    }
}
