package dev.durable.engine.replay;

import static dev.durable.engine.testing.Happenings.cancelRequested;
import static dev.durable.engine.testing.Happenings.childCanceled;
import static dev.durable.engine.testing.Happenings.childCompleted;
import static dev.durable.engine.testing.Happenings.childFailed;
import static dev.durable.engine.testing.Happenings.childRefused;
import static dev.durable.engine.testing.Happenings.childStarted;
import static dev.durable.engine.testing.Happenings.childTerminated;
import static dev.durable.engine.testing.Happenings.childTimedOut;
import static dev.durable.engine.testing.Happenings.externalCancelRefused;
import static dev.durable.engine.testing.Happenings.externalCancelRequested;
import static dev.durable.engine.testing.Happenings.externalSignaled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import dev.durable.activity.RetryPolicy;
import dev.durable.annotation.QueryMethod;
import dev.durable.annotation.Retry;
import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.engine.testing.ReplayFixture;
import dev.durable.engine.testing.TestRun;
import dev.durable.failure.ApplicationFailure;
import dev.durable.failure.CanceledFailure;
import dev.durable.failure.ChildWorkflowFailure;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.history.InboundEvent;
import dev.durable.history.RunOptions;
import dev.durable.history.StartChildWorkflowExecutionInitiated;
import dev.durable.payload.Payload;
import dev.durable.workflow.ChildCancellationType;
import dev.durable.workflow.ChildWorkflowHandle;
import dev.durable.workflow.ChildWorkflowStarter;
import dev.durable.workflow.ParentClosePolicy;
import dev.durable.workflow.WorkflowContext;
import dev.durable.workflow.WorkflowIdReusePolicy;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands and results of child workflows. */
class ChildWorkflowTests {

    @RegisterExtension
    final ReplayFixture fixture =
            new ReplayFixture().workflow(Part.class, OnItsQueue.class).activity(Work.class);

    @Test
    void parentGetsTheResult() {
        TestRun run = fixture.run(Executes.class);

        assertThat(run.start("a")).containsExactly("start child Part(\"a\")");
        assertThat(run.happen(childStarted(2))).isEmpty();
        assertThat(run.happen(childCompleted(2, "A"))).containsExactly("complete \"A\"");
    }

    @Test
    void resultThatComesBeforeTheNewsOfTheStartStandsForBoth() {
        TestRun run = fixture.run(WaitsForStart.class);
        run.start();

        assertThat(run.happen(childCompleted(2, "A"))).containsExactly("complete \"started, then A\"");
    }

    @Test
    void newsOfTheStartIsNotExpectedAfterTheResultNorTwice() {
        TestRun run = fixture.run(GoesOnAfterChild.class);
        run.start();

        assertThat(run.instance().isExpected(childStarted(2))).isTrue();
        run.happen(childStarted(2));
        assertThat(run.instance().isExpected(childStarted(2))).isFalse();
        run.happen(childCompleted(2, "A"));
        assertThat(run.instance().isExpected(childStarted(2))).isFalse();
        assertThat(run.instance().isExpected(childCompleted(2, "A"))).isFalse();
    }

    @Test
    void failureOfTheChildCarriesItsCause() {
        TestRun run = fixture.run(TellsFailure.class);
        run.start();

        assertThat(run.happen(childFailed(2, ApplicationFailure.of("broken", "Broken"))))
                .containsExactly("complete \"Part part-1 2: ApplicationFailure broken at run\"");
    }

    @Test
    void canceledChildFailsItsResult() {
        TestRun run = fixture.run(TellsFailure.class);
        run.start();

        assertThat(run.happen(childCanceled(2)))
                .containsExactly("complete \"Part part-1 2: CanceledFailure given up at run\"");
    }

    @Test
    void terminatedChildFailsItsResult() {
        TestRun run = fixture.run(TellsFailure.class);
        run.start();

        assertThat(run.happen(childTerminated(2, "by hand")))
                .containsExactly("complete \"Part part-1 2: TerminatedFailure by hand at run\"");
    }

    @Test
    void childThatTookTooLongFailsItsResult() {
        TestRun run = fixture.run(TellsFailure.class);
        run.start();

        assertThat(run.happen(childTimedOut(2)))
                .containsExactly(
                        "complete \"Part part-1 2: TimeoutFailure The child workflow took longer than it may at run\"");
    }

    @Test
    void childThatIsThereAlreadyFailsStartAndResult() {
        TestRun run = fixture.run(WaitsForStart.class);
        run.start();

        assertThat(run.happen(childRefused(2)))
                .containsExactly("fail Part: Child workflow Part 'part-1' (event 2)" + " did not complete");
        assertThatObject(run.query("causes", List.class))
                .asInstanceOf(LIST)
                .containsExactly(ChildWorkflowFailure.ALREADY_STARTED, ChildWorkflowFailure.ALREADY_STARTED);
    }

    @Test
    void resultsMayBeOfGenericTypes() {
        TestRun run = fixture.run(SumsUp.class);
        run.start();

        run.happen(childCompleted(2, Map.of("a", List.of(new Amount(1), new Amount(2)))));
        assertThat(run.happen(childCompleted(3, Map.of("b", List.of(new Amount(4))))))
                .containsExactly("complete 7");
    }

    @Test
    void optionsAreRecorded() {
        TestRun run = fixture.run(SetsOptions.class);
        run.start();

        StartChildWorkflowExecutionInitiated child = initiated(run, 2);
        assertThat(child.workflowId()).isEqualTo("part-1");
        assertThat(child.taskQueue()).isEqualTo("elsewhere");
        assertThat(child.parentClosePolicy()).isEqualTo(ParentClosePolicy.ABANDON);
        assertThat(child.cancellationType()).isEqualTo(ChildCancellationType.TRY_CANCEL);
        assertThat(child.idReusePolicy()).isEqualTo(WorkflowIdReusePolicy.REJECT_DUPLICATE);
        assertThat(child.options().runTimeout()).isEqualTo(Duration.ofMinutes(1));
        assertThat(child.options().executionTimeout()).isEqualTo(Duration.ofHours(1));
        assertThat(child.options().retryPolicy()).isEqualTo(RetryPolicy.DEFAULT);
        assertThat(child.memo()).containsExactly(Map.entry("asked by", Payload.json("\"workflow-1\"")));
    }

    @Test
    void limitsThatTheTypeOfTheChildDeclaresHold() {
        TestRun run = fixture.run(PlacesChildren.class);
        run.start();

        RunOptions declared = initiated(run, 2).options();
        assertThat(declared.runTimeout()).isEqualTo(Duration.ofMinutes(5));
        assertThat(declared.executionTimeout()).isEqualTo(Duration.ofHours(2));
        assertThat(declared.retryPolicy()).isNotNull();
        assertThat(declared.retryPolicy().maximumAttempts()).isEqualTo(3);
        assertThat(initiated(run, 3).options()).isEqualTo(RunOptions.NONE);
    }

    @Test
    void childIsPlacedOnTheQueueOfItsTypeOrOfItsParent() {
        TestRun run = fixture.run(PlacesChildren.class);
        run.start();

        assertThat(initiated(run, 2).taskQueue()).isEqualTo("own");
        assertThat(initiated(run, 3).taskQueue()).isEqualTo("default");
    }

    @Test
    void childrenWithoutAnIdGetOneThatStaysTheSame() {
        TestRun run = fixture.run(PlacesChildren.class);
        run.start();

        String first = initiated(run, 2).workflowId();
        String second = initiated(run, 3).workflowId();
        assertThat(first).startsWith("workflow-1/2-").isNotEqualTo(second);
        assertThat(initiated(run, 2).runId()).isNotEqualTo(initiated(run, 3).runId());
        assertThatObject(run.evict().query("ids", List.class))
                .asInstanceOf(LIST)
                .containsExactly(first, second);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void idMustNotBeBlank(String id) {
        assertRefused(id);
    }

    @Test
    void idMustNotBeTooLong() {
        assertRefused("x".repeat(256));
    }

    @Test
    void limitsMustBePositive() {
        TestRun run = fixture.run(LimitsBadly.class);

        WorkflowCodeException failure = catchThrowableOfType(WorkflowCodeException.class, () -> run.start("a"));

        assertThat(failure).hasRootCauseInstanceOf(DurableException.class);
        assertThat(((DurableException) failure.getCause()).code()).isEqualTo(ErrorCode.OPTION_ILLEGAL);
    }

    private void assertRefused(String id) {
        TestRun run = fixture.run(NamesChild.class);

        WorkflowCodeException failure = catchThrowableOfType(WorkflowCodeException.class, () -> run.start(id));

        assertThat(((DurableException) failure.getCause()).code()).isEqualTo(ErrorCode.WORKFLOW_ID_ILLEGAL);
    }

    @Test
    void childInACanceledScopeIsNotStarted() {
        TestRun run = fixture.run(StartsTooLate.class);
        run.start();

        assertThat(run.happen(cancelRequested("enough"))).containsExactly("complete \"refused: enough\"");
    }

    @Test
    void cancellationWaitsForTheEndOfTheChild() {
        TestRun run = canceled(ChildCancellationType.WAIT_CANCELLATION_COMPLETED);

        assertThat(run.happen(externalCancelRequested(5))).isEmpty();
        assertThat(run.happen(childCanceled(2))).containsExactly("complete \"given up\"");
    }

    @Test
    void childThatCompletesInSpiteOfTheRequestGivesItsResult() {
        TestRun run = canceled(ChildCancellationType.WAIT_CANCELLATION_COMPLETED);

        assertThat(run.happen(externalCancelRequested(5))).isEmpty();
        assertThat(run.happen(childCompleted(2, "A"))).containsExactly("complete \"A\"");
    }

    @Test
    void childThatHasClosedBeforeTheRequestCameGivesItsResult() {
        TestRun run = canceled(ChildCancellationType.WAIT_CANCELLATION_COMPLETED);

        assertThat(run.happen(externalCancelRefused(5))).isEmpty();
        assertThat(run.happen(childCompleted(2, "A"))).containsExactly("complete \"A\"");
    }

    @Test
    void cancellationWaitsForTheRequestOnly() {
        TestRun run = canceled(ChildCancellationType.WAIT_CANCELLATION_REQUESTED);

        assertThat(run.happen(externalCancelRequested(5))).containsExactly("complete \"enough\"");
    }

    @Test
    void cancellationThatWaitsForTheRequestEndsWhenItIsRefused() {
        TestRun run = canceled(ChildCancellationType.WAIT_CANCELLATION_REQUESTED);

        assertThat(run.happen(externalCancelRefused(5))).containsExactly("complete \"enough\"");
    }

    @Test
    void cancellationAsksTheChildAndDoesNotWait() {
        TestRun run = fixture.run(CancelsChild.class);
        run.start(ChildCancellationType.TRY_CANCEL);
        run.happen(childStarted(2));

        assertThat(run.happen(cancelRequested("enough")))
                .containsExactly("cancel external part-1", "complete \"enough\"");
    }

    @Test
    void cancellationLeavesTheChildAlone() {
        TestRun run = fixture.run(CancelsChild.class);
        run.start(ChildCancellationType.ABANDON);
        run.happen(childStarted(2));

        assertThat(run.happen(cancelRequested("enough"))).containsExactly("complete \"enough\"");
    }

    @ParameterizedTest
    @EnumSource(
            value = ChildCancellationType.class,
            names = {"TRY_CANCEL", "ABANDON"})
    void endOfAChildThatWasGivenUpHasNoEffect(ChildCancellationType type) {
        TestRun run = fixture.run(CancelsChildAndGoesOn.class);
        run.start(type);
        run.happen(cancelRequested("enough"));

        assertThat(run.happen(childCompleted(2, "too late"))).isEmpty();
        assertThat(run.signal("go")).containsExactly("complete \"went on\"");
    }

    @Test
    void refusedChildOfACanceledScopeFailsItsResult() {
        TestRun run = canceled(ChildCancellationType.WAIT_CANCELLATION_COMPLETED, childRefused(2));

        assertThat(run.query("cause", String.class)).isEqualTo("A run of workflow 'part-1' is there already");
    }

    @Test
    void childIsSignaledAndCanceledThroughItsHandle() {
        TestRun run = fixture.run(TalksToChild.class);

        assertThat(run.start()).containsExactly("start child Part(\"a\")", "signal external part-1 go(\"on\")");
        assertThat(run.happen(externalSignaled(3))).containsExactly("cancel external part-1");
        assertThat(run.happen(externalCancelRequested(5))).isEmpty();
        assertThat(run.happen(childCanceled(2))).containsExactly("complete \"given up\"");
    }

    private TestRun canceled(ChildCancellationType type, InboundEvent last) {
        TestRun run = canceled(type);
        run.happen(last);
        return run;
    }

    /** A child that was asked to give up, and does not answer yet. */
    private TestRun canceled(ChildCancellationType type) {
        TestRun run = fixture.run(CancelsChild.class);
        assertThat(run.start(type)).containsExactly("start child Part(\"a\")");
        run.happen(childStarted(2));
        assertThat(run.happen(cancelRequested("enough"))).containsExactly("cancel external part-1");
        return run;
    }

    private static StartChildWorkflowExecutionInitiated initiated(TestRun run, int eventId) {
        return (StartChildWorkflowExecutionInitiated) run.history().get(eventId - 1);
    }

    private static ChildWorkflowStarter<Part> part(WorkflowContext workflow) {
        return workflow.newChild(Part.class).id("part-1");
    }

    private record Amount(int value) {}

    /** The child; never executed here. */
    @Workflow
    static class Part {

        @WorkflowMethod
        public String run(String input) {
            return input;
        }

        @SignalMethod
        public void go(String where) {}
    }

    /** A child with a queue of its own. */
    @Workflow(taskQueue = "own", runTimeout = "5m", executionTimeout = "2h", retry = @Retry(maximumAttempts = 3))
    static class OnItsQueue {

        @WorkflowMethod
        public Map<String, List<Amount>> run() {
            return Map.of();
        }
    }

    /** Executes one child. */
    @Workflow
    static class Executes {

        private final WorkflowContext workflow;

        Executes(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public String run(String input) {
            return part(workflow).execute(child -> child.run(input));
        }
    }

    /** Waits for the start before it waits for the result. */
    @Workflow
    static class WaitsForStart {

        private final WorkflowContext workflow;
        private ChildWorkflowHandle<Part, String> part;

        WaitsForStart(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public String run() {
            part = part(workflow).start(child -> child.run("a"));
            part.started().get();
            return "started, then " + part.result().get();
        }

        @QueryMethod
        public List<String> causes() {
            return List.of(type(part.started().failure()), type(part.result().failure()));
        }

        private static String type(RuntimeException failure) {
            return ((ApplicationFailure) failure.getCause()).type();
        }
    }

    /** Waits for more than its child. */
    @Workflow
    static class GoesOnAfterChild {

        private final WorkflowContext workflow;

        GoesOnAfterChild(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public void run() {
            part(workflow).execute(child -> child.run("a"));
            workflow.await(() -> false);
        }
    }

    /** Puts the failure of its child in words. */
    @Workflow
    static class TellsFailure {

        private final WorkflowContext workflow;

        TellsFailure(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public String run() {
            try {
                return part(workflow).execute(child -> child.run("a"));
            } catch (ChildWorkflowFailure e) {
                String method = Arrays.stream(e.getStackTrace())
                        .filter(frame -> frame.getClassName().endsWith("TellsFailure"))
                        .map(StackTraceElement::getMethodName)
                        .findFirst()
                        .orElse("nowhere");
                return e.workflowType() + " " + e.workflowId() + " " + e.initiatedEventId() + ": "
                        + e.getCause().getClass().getSimpleName() + " "
                        + e.getCause().getMessage() + " at " + method;
            }
        }
    }

    /** Has children whose results are of a generic type. */
    @Workflow
    static class SumsUp {

        private final WorkflowContext workflow;

        SumsUp(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public int run() {
            ChildWorkflowHandle<OnItsQueue, Map<String, List<Amount>>> one =
                    workflow.newChild(OnItsQueue.class).start(OnItsQueue::run);
            ChildWorkflowHandle<OnItsQueue, Map<String, List<Amount>>> other =
                    workflow.newChild(OnItsQueue.class).start(OnItsQueue::run);
            int sum = 0;
            for (Map<String, List<Amount>> amounts :
                    List.of(one.result().get(), other.result().get())) {
                for (List<Amount> list : amounts.values()) {
                    for (Amount amount : list) {
                        sum += amount.value();
                    }
                }
            }
            return sum;
        }
    }

    /** Says all that can be said about a child. */
    @Workflow
    static class SetsOptions {

        private final WorkflowContext workflow;

        SetsOptions(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public String run() {
            return part(workflow)
                    .taskQueue("elsewhere")
                    .runTimeout(Duration.ofMinutes(1))
                    .executionTimeout(Duration.ofHours(1))
                    .retry(RetryPolicy.DEFAULT)
                    .parentClosePolicy(ParentClosePolicy.ABANDON)
                    .cancellationType(ChildCancellationType.TRY_CANCEL)
                    .idReusePolicy(WorkflowIdReusePolicy.REJECT_DUPLICATE)
                    .memo("asked by", workflow.info().workflowId())
                    .execute(child -> child.run("a"));
        }
    }

    /** Says nothing about its children. */
    @Workflow
    static class PlacesChildren {

        private final WorkflowContext workflow;
        private List<String> ids = List.of();

        PlacesChildren(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public void run() {
            ChildWorkflowHandle<?, ?> one = workflow.newChild(OnItsQueue.class).start(OnItsQueue::run);
            ChildWorkflowHandle<?, ?> other = workflow.newChild(Part.class).start(child -> child.run("a"));
            ids = List.of(one.workflowId(), other.workflowId());
            workflow.await(() -> false);
        }

        @QueryMethod
        public List<String> ids() {
            return ids;
        }
    }

    /** Gives its child an id. */
    @Workflow
    static class NamesChild {

        private final WorkflowContext workflow;

        NamesChild(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public String run(String id) {
            return workflow.newChild(Part.class).id(id).execute(child -> child.run("a"));
        }
    }

    /** Gives its child no time. */
    @Workflow
    static class LimitsBadly {

        private final WorkflowContext workflow;

        LimitsBadly(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public String run(String input) {
            return part(workflow).runTimeout(Duration.ZERO).execute(child -> child.run(input));
        }
    }

    /** Starts a child when it is canceled. */
    @Workflow
    static class StartsTooLate {

        private final WorkflowContext workflow;

        StartsTooLate(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public String run() {
            workflow.await(() -> workflow.currentCancellationScope().isCancelRequested());
            try {
                return part(workflow).execute(child -> child.run("a"));
            } catch (CanceledFailure e) {
                return "refused: " + e.getMessage();
            }
        }
    }

    /** Executes a child that is canceled with it, and tells how that ended. */
    @Workflow
    static class CancelsChild {

        private final WorkflowContext workflow;
        private String cause = "";

        CancelsChild(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public String run(ChildCancellationType type) {
            try {
                return part(workflow).cancellationType(type).execute(child -> child.run("a"));
            } catch (ChildWorkflowFailure e) {
                cause = e.getCause().getMessage();
                return cause;
            }
        }

        @QueryMethod
        public String cause() {
            return cause;
        }
    }

    /** Gives its child up and waits for something else. */
    @Workflow
    static class CancelsChildAndGoesOn {

        private final WorkflowContext workflow;
        private boolean signalled;

        CancelsChildAndGoesOn(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public String run(ChildCancellationType type) {
            try {
                return part(workflow).cancellationType(type).execute(child -> child.run("a"));
            } catch (ChildWorkflowFailure e) {
                workflow.newDetachedCancellationScope(() -> workflow.await(() -> signalled))
                        .run();
                return "went on";
            }
        }

        @SignalMethod
        public void go() {
            signalled = true;
        }
    }

    /** Signals its child and asks it to give up. */
    @Workflow
    static class TalksToChild {

        private final WorkflowContext workflow;

        TalksToChild(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public String run() {
            ChildWorkflowHandle<Part, String> part = part(workflow).start(child -> child.run("a"));
            part.signal(child -> child.go("on"));
            part.cancel("enough");
            try {
                return part.result().get();
            } catch (ChildWorkflowFailure e) {
                return e.getCause().getMessage();
            }
        }
    }
}
