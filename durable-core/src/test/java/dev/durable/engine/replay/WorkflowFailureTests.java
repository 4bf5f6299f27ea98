package dev.durable.engine.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.engine.testing.ReplayFixture;
import dev.durable.engine.testing.TestRun;
import dev.durable.failure.ActivityFailure;
import dev.durable.failure.ApplicationFailure;
import dev.durable.failure.CanceledFailure;
import dev.durable.failure.RetryState;
import dev.durable.failure.TimeoutFailure;
import dev.durable.failure.TimeoutType;
import dev.durable.history.WorkflowExecutionFailed;
import dev.durable.payload.FailureInfo;
import dev.durable.workflow.WorkflowContext;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkflowFailureTests {

    @RegisterExtension
    final ReplayFixture fixture = new ReplayFixture().activity(Work.class);

    @Test
    void failureThatLeavesTheCodeFailsTheWorkflow() {
        assertThat(fixture.run(Throws.class).start("application")).containsExactly("fail Refused: not today");
        assertThat(fixture.run(Throws.class).start("canceled"))
                .containsExactly("fail " + CanceledFailure.class.getName() + ": given up");
    }

    @Test
    void failureKeepsItsCausesAndDetails() {
        TestRun run = fixture.run(Throws.class);
        run.start("withCauses");

        FailureInfo failure = failureOf(run);

        assertThat(failure.type()).isEqualTo("Outer");
        assertThat(failure.details()).extracting("data").containsExactly("1", "\"two\"");
        assertThat(failure.stackTrace()).contains("WorkflowFailureTests");
        assertThat(failure.cause().type()).isEqualTo(IllegalStateException.class.getName());
        assertThat(failure.cause().cause().type()).isEqualTo(IOException.class.getName());
        assertThat(failure.cause().cause().message()).isEqualTo("disk full");
        assertThat(failure.cause().cause().cause()).isNull();
    }

    @Test
    void failedActivityFailsTheWorkflowWithTheWholeChain() {
        TestRun run = fixture.run(Calls.class);
        run.start(false);

        run.fail(2, new IllegalStateException("no money", new IOException("bank closed")));

        FailureInfo failure = failureOf(run);
        assertThat(failure.kind()).isEqualTo(FailureInfo.Kind.ACTIVITY);
        assertThat(failure.type()).isEqualTo("Work.run");
        assertThat(failure.activity())
                .isEqualTo(new FailureInfo.FailedActivity(2, 1, RetryState.MAXIMUM_ATTEMPTS_REACHED));
        assertThat(failure.cause().type()).isEqualTo(IllegalStateException.class.getName());
        assertThat(failure.cause().cause().message()).isEqualTo("bank closed");
    }

    @Test
    void workflowSeesWhatHappenedToItsActivity() {
        TestRun run = fixture.run(Calls.class);
        run.start(true);

        assertThat(run.fail(2, ApplicationFailure.of("no money", "Broke", 42)))
                .containsExactly("complete \"Work.run attempt 1: ApplicationFailure no money Broke [42]\"");
    }

    @Test
    void workflowSeesThatItsActivityTimedOut() {
        TestRun run = fixture.run(Calls.class);
        run.start(true);

        assertThat(run.timeOut(2, TimeoutType.SCHEDULE_TO_CLOSE))
                .containsExactly("complete \"Work.run attempt 1: TimeoutFailure too late SCHEDULE_TO_CLOSE\"");
    }

    @Test
    void stackTraceOfAnActivityFailureShowsTheWorkflowsCall() {
        TestRun run = fixture.run(Calls.class);
        run.start(false);
        run.fail(2, ApplicationFailure.of("no money", "Broke"));

        assertThat(failureOf(run).stackTrace()).contains("WorkflowFailureTests$Calls.run");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bug", "error", "checked", "bugInConstructorOfAnException"})
    void anythingElseIsABugThatKeepsTheRun(String what) {
        TestRun run = fixture.run(Throws.class);

        assertThatThrownBy(() -> run.start(what))
                .isInstanceOf(WorkflowCodeException.class)
                .hasMessageContaining("DUR-3002")
                .hasMessageContaining("Throws threw")
                .hasMessageContaining("event 1 WorkflowExecutionStarted");
    }

    @Test
    void bugCarriesTheExceptionAsItWasThrown() {
        assertThatThrownBy(() -> fixture.run(Throws.class).start("checked"))
                .hasCauseInstanceOf(IOException.class)
                .hasRootCauseMessage("checked");
    }

    @ParameterizedTest
    @ValueSource(strings = {"declared", "subclass", "declaredError"})
    void declaredExceptionsFailTheWorkflow(String what) {
        TestRun run = fixture.run(Declares.class);

        assertThat(run.start(what))
                .singleElement()
                .asString()
                .startsWith("fail java.")
                .endsWith(": " + what);
    }

    @Test
    void undeclaredExceptionBesideDeclaredOnesIsABug() {
        assertThatThrownBy(() -> fixture.run(Declares.class).start("undeclared"))
                .isInstanceOf(WorkflowCodeException.class)
                .hasCauseInstanceOf(IllegalStateException.class);
    }

    @Test
    void failureInASignalHandlerFailsTheWorkflow() {
        TestRun run = fixture.run(Handles.class);
        run.start();

        assertThat(run.signal("fail", "Refused")).containsExactly("fail Refused: by a signal");
        assertThat(run.isClosed()).isTrue();
    }

    @Test
    void bugInASignalHandlerKeepsTheRun() {
        TestRun run = fixture.run(Handles.class);
        run.start();

        assertThatThrownBy(() -> run.signal("crash"))
                .isInstanceOf(WorkflowCodeException.class)
                .hasMessageContaining("event 2 WorkflowExecutionSignaled")
                .hasCauseInstanceOf(NullPointerException.class);
    }

    @Test
    void failureOfAnAsyncFunctionIsThrownToWhoeverAsksForIt() {
        assertThat(fixture.run(Forks.class).start("asked")).containsExactly("fail Refused: in a fork");
    }

    @Test
    void failureOfAnAsyncFunctionThatNobodyAsksForHasNoEffect() {
        assertThat(fixture.run(Forks.class).start("notAsked")).containsExactly("complete \"fine\"");
    }

    @Test
    void bugInAnAsyncFunctionIsABugWhereItIsAskedFor() {
        assertThatThrownBy(() -> fixture.run(Forks.class).start("bugAsked"))
                .isInstanceOf(WorkflowCodeException.class)
                .hasCauseInstanceOf(IllegalStateException.class);
    }

    @Test
    void errorInAnAsyncFunctionIsABugEvenIfNobodyAsks() {
        assertThatThrownBy(() -> fixture.run(Forks.class).start("error"))
                .isInstanceOf(WorkflowCodeException.class)
                .hasCauseInstanceOf(AssertionError.class);
    }

    @Test
    void failureInTheConstructorCountsLikeOneInTheMethod() {
        assertThat(fixture.run(FailsInConstructor.class).start()).containsExactly("fail Refused: by the constructor");
        assertThatThrownBy(() -> fixture.run(CrashesInConstructor.class).start())
                .isInstanceOf(WorkflowCodeException.class)
                .hasCauseInstanceOf(IllegalStateException.class);
    }

    @Test
    void argumentsThatDoNotFitAreABug() {
        assertThatThrownBy(() -> fixture.run(Throws.class).start())
                .isInstanceOf(WorkflowCodeException.class)
                .hasMessageContaining("takes 1 arguments but got 0");
        assertThatThrownBy(() -> fixture.run(Calls.class).start("no boolean"))
                .isInstanceOf(WorkflowCodeException.class);
    }

    @Test
    void resultThatCannotBeEncodedIsABug() {
        assertThatThrownBy(() -> fixture.run(ReturnsTheImpossible.class).start())
                .isInstanceOf(WorkflowCodeException.class);
    }

    private static FailureInfo failureOf(TestRun run) {
        List<?> history = run.history();
        return ((WorkflowExecutionFailed) history.get(history.size() - 1)).failure();
    }

    @Workflow
    static class Throws {

        @WorkflowMethod
        public void run(String what) throws Exception {
            switch (what) {
                case "application" -> throw ApplicationFailure.of("not today", "Refused");
                case "canceled" -> throw new CanceledFailure("given up");
                case "withCauses" ->
                    throw ApplicationFailure.of(
                            "outer",
                            "Outer",
                            new IllegalStateException("middle", new IOException("disk full")),
                            List.of(1, "two"));
                case "bug" -> throw new IllegalStateException("a bug");
                case "error" -> throw new StackOverflowError();
                case "checked" -> throw new IOException("checked");
                default -> throw new UnreadableException();
            }
        }
    }

    static class UnreadableException extends RuntimeException {

        @Override
        public String getMessage() {
            return null;
        }
    }

    @Workflow(failureTypes = {IOException.class, AssertionError.class})
    static class Declares {

        @WorkflowMethod
        public void run(String what) throws IOException {
            switch (what) {
                case "declared" -> throw new IOException(what);
                case "subclass" -> throw new FileNotFoundException(what);
                case "declaredError" -> throw new AssertionError(what);
                default -> throw new IllegalStateException(what);
            }
        }
    }

    @Workflow
    static class Calls {

        private final Work work;

        Calls(Work work) {
            this.work = work;
        }

        @WorkflowMethod
        public String run(boolean catches) {
            try {
                return work.run("x");
            } catch (ActivityFailure e) {
                if (!catches) {
                    throw e;
                }
                return e.activityType() + " attempt " + e.attempt() + ": " + describe(e.getCause());
            }
        }

        private static String describe(Throwable cause) {
            String text = cause.getClass().getSimpleName() + " " + cause.getMessage();
            if (cause instanceof ApplicationFailure application) {
                return text + " " + application.type() + " " + application.details();
            }
            return text + " " + ((TimeoutFailure) cause).timeoutType();
        }
    }

    @Workflow
    static class Handles {

        private final WorkflowContext workflow;

        Handles(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public void run() {
            workflow.await(() -> false);
        }

        @SignalMethod
        public void fail(String type) {
            throw ApplicationFailure.of("by a signal", type);
        }

        @SignalMethod
        public void crash() {
            throw new NullPointerException();
        }
    }

    @Workflow
    static class Forks {

        private final WorkflowContext workflow;

        Forks(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public String run(String what) {
            return switch (what) {
                case "asked" -> workflow.async(Forks::refuse).get();
                case "notAsked" -> {
                    workflow.await(workflow.async(Forks::refuse)::isDone);
                    yield "fine";
                }
                case "bugAsked" ->
                    workflow.<String>async(() -> {
                                throw new IllegalStateException("a bug");
                            })
                            .get();
                default -> {
                    workflow.async(() -> {
                        throw new AssertionError("an error");
                    });
                    workflow.await(() -> false);
                    yield "never";
                }
            };
        }

        private static String refuse() {
            throw ApplicationFailure.of("in a fork", "Refused");
        }
    }

    @Workflow
    static class FailsInConstructor {

        FailsInConstructor() {
            throw ApplicationFailure.of("by the constructor", "Refused");
        }

        @WorkflowMethod
        public void run() {}
    }

    @Workflow
    static class CrashesInConstructor {

        CrashesInConstructor() {
            throw new IllegalStateException("by the constructor");
        }

        @WorkflowMethod
        public void run() {}
    }

    @Workflow
    static class ReturnsTheImpossible {

        @WorkflowMethod
        public Node run() {
            Node node = new Node();
            node.next = node;
            return node;
        }
    }

    /** Can be a loop, which no JSON can. */
    static class Node {

        public Node next;
    }
}
