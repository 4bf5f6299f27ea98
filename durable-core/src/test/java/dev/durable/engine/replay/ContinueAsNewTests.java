package dev.durable.engine.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.durable.activity.RetryPolicy;
import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.engine.testing.ReplayFixture;
import dev.durable.engine.testing.TestRun;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.history.WorkflowExecutionContinuedAsNew;
import dev.durable.workflow.ContinueAsNewOptions;
import dev.durable.workflow.WorkflowContext;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Workflows that go on as a new run. */
class ContinueAsNewTests {

    @RegisterExtension
    final ReplayFixture fixture = new ReplayFixture().activity(Work.class);

    @Test
    void runEndsWithTheArgumentsOfTheNextOne() {
        TestRun run = fixture.run(Counts.class);
        run.start(1);

        assertThat(run.signal("next")).containsExactly("continue as new Counts(2)");
        assertThat(run.isClosed()).isTrue();
    }

    @Test
    void whatIsPendingEndsWithTheRun() {
        TestRun run = fixture.run(LeavesThingsPending.class);

        assertThat(run.start()).containsExactly("timer PT1H", "continue as new LeavesThingsPending()");
    }

    @Test
    void runMayGoOnAsAnotherType() {
        fixture.workflow(Counts.class);
        TestRun run = fixture.run(BecomesAnother.class);

        assertThat(run.start()).containsExactly("continue as new Counts(7)");
    }

    @Test
    void optionsAreRecordedAndTheRestIsAsItWas() {
        TestRun run = fixture.run(ChangesOptions.class);
        run.start();

        WorkflowExecutionContinuedAsNew end = (WorkflowExecutionContinuedAsNew)
                run.history().get(run.history().size() - 1);
        assertThat(end.taskQueue()).isEqualTo("elsewhere");
        assertThat(end.options().runTimeout()).isEqualTo(Duration.ofMinutes(1));
        assertThat(end.options().retryPolicy()).isEqualTo(RetryPolicy.DEFAULT);
        assertThat(end.options().startDelay()).isZero();
    }

    @Test
    void codeThatHandlesExceptionsDoesNotStopIt() {
        TestRun run = fixture.run(HandlesExceptions.class);

        assertThat(run.start()).containsExactly("continue as new HandlesExceptions()");
    }

    @Test
    void scopesAreLeftOnTheWay() {
        TestRun run = fixture.run(GoesOnInAScope.class);

        assertThat(run.start()).containsExactly("continue as new GoesOnInAScope()");
    }

    @Test
    void handlersMustNotAskForIt() {
        TestRun run = fixture.run(AsksInHandler.class);
        run.start();

        assertMisplaced(catchThrowableOfType(WorkflowCodeException.class, () -> run.signal("next")), "signal-next");
    }

    @Test
    void asyncFunctionsMustNotAskForIt() {
        TestRun run = fixture.run(AsksInAsyncFunction.class);

        assertMisplaced(catchThrowableOfType(WorkflowCodeException.class, run::start), "async-1");
    }

    private static void assertMisplaced(WorkflowCodeException failure, String thread) {
        assertThat(failure.getCause())
                .isInstanceOfSatisfying(
                        DurableException.class,
                        cause -> assertThat(cause.code()).isEqualTo(ErrorCode.CONTINUE_AS_NEW_MISPLACED))
                .hasMessageContaining(thread);
    }

    /** A run for each number. */
    @Workflow
    static class Counts {

        private final WorkflowContext workflow;
        private boolean next;

        Counts(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public void run(int number) {
            workflow.await(() -> next);
            throw workflow.continueAsNew(Counts.class, w -> w.run(number + 1));
        }

        @SignalMethod
        public void next() {
            next = true;
        }
    }

    /** Does not wait for what it has begun. */
    @Workflow
    static class LeavesThingsPending {

        private final WorkflowContext workflow;

        LeavesThingsPending(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public void run() {
            workflow.newTimer(Duration.ofHours(1));
            throw workflow.continueAsNew(LeavesThingsPending.class, LeavesThingsPending::run);
        }
    }

    /** Goes on as a run of another type. */
    @Workflow
    static class BecomesAnother {

        private final WorkflowContext workflow;

        BecomesAnother(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public void run() {
            throw workflow.continueAsNew(Counts.class, w -> w.run(7));
        }
    }

    /** Gives the next run options of its own. */
    @Workflow
    static class ChangesOptions {

        private final WorkflowContext workflow;

        ChangesOptions(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public void run() {
            throw workflow.continueAsNew(
                    ChangesOptions.class,
                    ContinueAsNewOptions.NONE
                            .withTaskQueue("elsewhere")
                            .withRunTimeout(Duration.ofMinutes(1))
                            .withRetryPolicy(RetryPolicy.DEFAULT),
                    ChangesOptions::run);
        }
    }

    /** Catches exceptions around it. */
    @Workflow
    static class HandlesExceptions {

        private final WorkflowContext workflow;

        HandlesExceptions(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public String run() {
            try {
                throw workflow.continueAsNew(HandlesExceptions.class, HandlesExceptions::run);
            } catch (RuntimeException e) {
                return "caught";
            }
        }
    }

    /** Goes on from within a scope. */
    @Workflow
    static class GoesOnInAScope {

        private final WorkflowContext workflow;

        GoesOnInAScope(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public void run() {
            workflow.newCancellationScope(() -> {
                        throw workflow.continueAsNew(GoesOnInAScope.class, GoesOnInAScope::run);
                    })
                    .run();
        }
    }

    /** Asks for it in a signal handler. */
    @Workflow
    static class AsksInHandler {

        private final WorkflowContext workflow;

        AsksInHandler(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public void run() {
            workflow.await(() -> false);
        }

        @SignalMethod
        public void next() {
            throw workflow.continueAsNew(AsksInHandler.class, AsksInHandler::run);
        }
    }

    /** Asks for it in a thread of its own. */
    @Workflow
    static class AsksInAsyncFunction {

        private final WorkflowContext workflow;

        AsksInAsyncFunction(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public void run() {
            Runnable next = () -> {
                throw workflow.continueAsNew(AsksInAsyncFunction.class, AsksInAsyncFunction::run);
            };
            workflow.async(next).get();
        }
    }
}
