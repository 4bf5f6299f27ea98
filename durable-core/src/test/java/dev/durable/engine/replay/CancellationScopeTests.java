package dev.durable.engine.replay;

import static dev.durable.engine.testing.Happenings.cancelRequested;
import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.engine.testing.ReplayFixture;
import dev.durable.engine.testing.TestRun;
import dev.durable.failure.ActivityFailure;
import dev.durable.failure.ApplicationFailure;
import dev.durable.failure.CanceledFailure;
import dev.durable.workflow.CancellationScope;
import dev.durable.workflow.CompletablePromise;
import dev.durable.workflow.Promise;
import dev.durable.workflow.WorkflowContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Scopes within a workflow: what is canceled with what. */
class CancellationScopeTests {

    @RegisterExtension
    final ReplayFixture fixture = new ReplayFixture().activity(Work.class);

    @Test
    void canceledScopeLeavesTheRestOfTheWorkflowAlone() {
        TestRun run = fixture.run(CancelsPart.class);

        assertThat(run.start()).containsExactly("timer PT1H", "timer PT2H");
        assertThat(run.signal("cancel", "not needed")).containsExactly("cancel timer 3");
        assertThat(run.fire(2)).containsExactly("complete \"inside: not needed\"");
    }

    @Test
    void scopeIsCanceledWithTheOneAroundItUnlessItIsDetached() {
        TestRun run = fixture.run(Nests.class);

        assertThat(run.start()).containsExactly("timer PT1H", "timer PT2H", "timer PT3H", "timer PT4H");
        assertThat(run.happen(cancelRequested("all"))).containsExactly("cancel timer 2", "cancel timer 3");
        assertThat(run.fire(4)).isEmpty();
        assertThat(run.fire(5)).containsExactly("complete \"[outer all, inner all, detached slept, inside slept]\"");
    }

    @Test
    void scopeInsideADetachedOneIsCanceledWithIt() {
        TestRun run = fixture.run(Nests.class);
        run.start();

        assertThat(run.signal("cancelDetached")).containsExactly("cancel timer 4", "cancel timer 5");
        run.fire(3);
        assertThat(run.fire(2)).containsExactly("complete \"[detached part, inside part, inner slept, outer slept]\"");
    }

    @Test
    void scopeThatIsMadeInACanceledOneIsCanceledFromTheBeginning() {
        TestRun run = fixture.run(MakesScopeTooLate.class);
        run.start();

        assertThat(run.happen(cancelRequested("enough")))
                .containsExactly("cancel timer 2", "complete \"true enough true\"");
    }

    @Test
    void failureThatLeavesAScopeCanceledByTheWorkflowItselfFailsTheWorkflow() {
        TestRun run = fixture.run(IsLeftByItsOwnCancellation.class);
        run.start();

        assertThat(run.signal("cancel"))
                .containsExactly("cancel timer 2", "fail dev.durable.failure.CanceledFailure: own");
    }

    @Test
    void asyncFunctionsAreCanceledWithTheScopeInWhichTheyWereStarted() {
        TestRun run = fixture.run(Races.class);

        assertThat(run.start()).containsExactly("timer PT1S", "timer PT2S", "schedule Work.run(\"c\")");
        assertThat(run.fire(3))
                .containsExactly("cancel timer 2", "cancel activity 4", "complete \"b [a canceled, c canceled]\"");
    }

    @Test
    void scopeIsCanceledOnceAndCompletesItsPromise() {
        TestRun run = fixture.run(ObservesScope.class);
        run.start();

        assertThat(run.signal("cancel", "first")).containsExactly("complete \"first first false\"");
    }

    @Test
    void cancellationRequestOfAScopeCompletesWithThatOfTheOneAround() {
        TestRun run = fixture.run(ObservesScope.class);
        run.start();

        assertThat(run.happen(cancelRequested("from outside")))
                .containsExactly("complete \"from outside from outside false\"");
    }

    @Test
    void whatTheBodyThrowsIsThrownAndTheScopeIsLeft() {
        TestRun run = fixture.run(ThrowsInScope.class);
        run.start();

        assertThat(run.signal("cancel")).isEmpty();
        assertThat(run.fire(2)).containsExactly("complete \"body slept\"");
    }

    @Test
    void cancellationAfterTheEndOfWhatWasPendingRecordsNothing() {
        TestRun run = fixture.run(CancelsTooLate.class);
        run.start();
        run.fire(3);

        assertThat(run.complete(2, "done")).containsExactly("complete \"done\"");
    }

    @Test
    void completionAndCancellationInOneStepGiveTheCompletion() {
        TestRun run = fixture.run(CompletesAndCancels.class);
        run.start();

        assertThat(run.signal("go")).containsExactly("cancel timer 2", "complete \"completed\"");
    }

    @Test
    void canceledScopeMayBeRunAndItsBodyLearnsOfIt() {
        TestRun run = fixture.run(RunsCanceledScope.class);

        assertThat(run.start()).containsExactly("complete \"refused: before\"");
    }

    private static String outcome(WorkflowContext workflow, Duration duration) {
        try {
            workflow.sleep(duration);
            return "slept";
        } catch (CanceledFailure e) {
            return e.getMessage();
        }
    }

    /** Has a scope that a signal cancels. */
    @Workflow
    static class CancelsPart {

        private final WorkflowContext workflow;
        private CancellationScope part;

        CancelsPart(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public String run() {
            Promise<Void> outside = workflow.newTimer(Duration.ofHours(1));
            List<String> inside = new ArrayList<>();
            part = workflow.newCancellationScope(() -> inside.add(outcome(workflow, Duration.ofHours(2))));
            part.run();
            outside.get();
            return "inside: " + inside.get(0);
        }

        @SignalMethod
        public void cancel(String reason) {
            part.cancel(reason);
        }
    }

    /** Has scopes in scopes. */
    @Workflow
    static class Nests {

        private final WorkflowContext workflow;
        private final List<String> outcomes = new ArrayList<>();
        private final List<Promise<?>> sleepers = new ArrayList<>();
        private CancellationScope detached;

        Nests(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public String run() {
            workflow.newCancellationScope(() -> {
                        sleep("outer", 1);
                        workflow.newCancellationScope(() -> sleep("inner", 2)).run();
                        detached = workflow.newDetachedCancellationScope(() -> {
                            sleep("detached", 3);
                            workflow.newCancellationScope(() -> sleep("inside", 4))
                                    .run();
                        });
                        detached.run();
                    })
                    .run();
            sleepers.forEach(Promise::get);
            return outcomes.toString();
        }

        private void sleep(String name, int hours) {
            sleepers.add(workflow.async(() -> outcomes.add(name + " " + outcome(workflow, Duration.ofHours(hours)))));
        }

        @SignalMethod
        public void cancelDetached() {
            detached.cancel("part");
        }
    }

    /** Makes a scope when it is canceled already. */
    @Workflow
    static class MakesScopeTooLate {

        private final WorkflowContext workflow;

        MakesScopeTooLate(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public String run() {
            outcome(workflow, Duration.ofHours(1));
            CancellationScope late = workflow.newCancellationScope(() -> {});
            return late.isCancelRequested() + " " + late.cancellationReason() + " "
                    + late.cancellationRequest().isDone();
        }
    }

    /** Does not catch what it has caused. */
    @Workflow
    static class IsLeftByItsOwnCancellation {

        private final WorkflowContext workflow;
        private CancellationScope scope;

        IsLeftByItsOwnCancellation(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public void run() {
            scope = workflow.newCancellationScope(() -> workflow.sleep(Duration.ofHours(1)));
            scope.run();
        }

        @SignalMethod
        public void cancel() {
            scope.cancel("own");
        }
    }

    /** Cancels those that have lost. */
    @Workflow
    static class Races {

        private final WorkflowContext workflow;
        private final Work work;
        private final List<String> losers = new ArrayList<>();

        Races(WorkflowContext workflow, Work work) {
            this.workflow = workflow;
            this.work = work;
        }

        @WorkflowMethod
        public String run() {
            CompletablePromise<String> winner = workflow.newPromise();
            List<Promise<?>> runners = new ArrayList<>();
            CancellationScope race = workflow.newCancellationScope(() -> {
                runners.add(workflow.async(() -> race("a", () -> workflow.sleep(Duration.ofSeconds(1)), winner)));
                runners.add(workflow.async(() -> race("b", () -> workflow.sleep(Duration.ofSeconds(2)), winner)));
                runners.add(workflow.async(() -> race("c", () -> work.run("c"), winner)));
            });
            race.run();
            String first = winner.get();
            race.cancel("somebody has won");
            runners.forEach(Promise::get);
            return first + " " + losers;
        }

        private void race(String name, Runnable way, CompletablePromise<String> winner) {
            try {
                way.run();
                winner.complete(name);
            } catch (CanceledFailure | ActivityFailure e) {
                losers.add(name + " canceled");
            }
        }
    }

    /** Waits for the cancellation of a scope, and reads what the scope tells of itself. */
    @Workflow
    static class ObservesScope {

        private final WorkflowContext workflow;
        private CancellationScope scope;

        ObservesScope(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public String run() {
            scope = workflow.newCancellationScope(() -> {});
            return scope.cancellationRequest().get() + " " + scope.cancellationReason() + " " + scope.isDetached();
        }

        @SignalMethod
        public void cancel(String reason) {
            scope.cancel(reason);
            scope.cancel("again");
        }
    }

    /** Leaves a scope by an exception. */
    @Workflow
    static class ThrowsInScope {

        private final WorkflowContext workflow;
        private CancellationScope scope;

        ThrowsInScope(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public String run() {
            scope = workflow.newCancellationScope(() -> {
                throw ApplicationFailure.of("body", "Body");
            });
            try {
                scope.run();
                return "nothing thrown";
            } catch (ApplicationFailure e) {
                return e.getMessage() + " " + outcome(workflow, Duration.ofHours(1));
            }
        }

        @SignalMethod
        public void cancel() {
            scope.cancel("left already");
        }
    }

    /** Cancels a scope in which nothing is pending any more. */
    @Workflow
    static class CancelsTooLate {

        private final WorkflowContext workflow;
        private final Work work;

        CancelsTooLate(WorkflowContext workflow, Work work) {
            this.workflow = workflow;
            this.work = work;
        }

        @WorkflowMethod
        public String run() {
            List<Promise<String>> calls = new ArrayList<>();
            CancellationScope scope = workflow.newCancellationScope(() -> {
                calls.add(workflow.async(() -> work.run("it")));
                calls.add(workflow.async(() -> outcome(workflow, Duration.ofSeconds(1))));
            });
            scope.run();
            calls.forEach(Promise::get);
            scope.cancel();
            return calls.get(0).get();
        }
    }

    /** Completes a promise and cancels who waits for it, in one step. */
    @Workflow
    static class CompletesAndCancels {

        private final WorkflowContext workflow;
        private final CompletablePromise<String> promise;
        private CancellationScope scope;

        CompletesAndCancels(WorkflowContext workflow) {
            this.workflow = workflow;
            this.promise = workflow.newPromise();
        }

        @WorkflowMethod
        public String run() {
            List<String> outcome = new ArrayList<>();
            scope = workflow.newCancellationScope(() -> {
                promise.await(Duration.ofHours(1));
                outcome.add(promise.get());
            });
            scope.run();
            return outcome.get(0);
        }

        @SignalMethod
        public void go() {
            promise.complete("completed");
            scope.cancel("too late");
        }
    }

    /** Runs a scope that it has canceled before. */
    @Workflow
    static class RunsCanceledScope {

        private final WorkflowContext workflow;

        RunsCanceledScope(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public String run() {
            List<String> outcome = new ArrayList<>();
            CancellationScope scope =
                    workflow.newCancellationScope(() -> outcome.add(outcome(workflow, Duration.ofHours(1))));
            scope.cancel("before");
            scope.run();
            return "refused: " + outcome.get(0);
        }
    }
}
