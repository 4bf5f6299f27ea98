package dev.durable.engine.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.durable.annotation.QueryMethod;
import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.UpdateMethod;
import dev.durable.annotation.UpdateValidatorMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.engine.testing.HistoryBuilder;
import dev.durable.engine.testing.ReplayFixture;
import dev.durable.engine.testing.TestRun;
import dev.durable.failure.ApplicationFailure;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.history.EventText;
import dev.durable.history.WorkflowExecutionUpdateAccepted;
import dev.durable.payload.FailureInfo;
import dev.durable.payload.Payload;
import dev.durable.workflow.WorkflowContext;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class UpdateTests {

    @RegisterExtension
    final ReplayFixture fixture = new ReplayFixture().activity(Work.class);

    private TestRun run;

    @BeforeEach
    void start() {
        run = fixture.run(Ledger.class);
        run.start();
    }

    @Test
    void updateIsAnsweredInItsStep() {
        assertThat(run.update("u1", "add", 3)).containsExactly("update 2 completed: 3");
        assertThat(run.update("u2", "add", 4)).containsExactly("update 4 completed: 7");
    }

    @Test
    void updateThatReturnsNothingIsAnsweredWithNull() {
        assertThat(run.update("u1", "clear")).containsExactly("update 2 completed: null");
    }

    @Test
    void handlerMayBlockWhileOthersComeAndGo() {
        assertThat(run.update("u1", "call", "x")).containsExactly("schedule Work.run(\"x\")");
        assertThat(run.update("u2", "call", "y")).containsExactly("schedule Work.run(\"y\")");
        assertThat(run.update("u3", "add", 1)).containsExactly("update 6 completed: 1");

        assertThat(run.complete(5, "done y")).containsExactly("update 4 completed: \"done y\"");
        assertThat(run.evict().complete(3, "done x")).containsExactly("update 2 completed: \"done x\"");
    }

    @Test
    void handlersRunBeforeTheMainMethodGoesOn() {
        assertThat(run.update("u1", "finish")).containsExactly("update 2 completed: \"finished\"", "complete [0]");
    }

    @Test
    void declaredFailureFailsTheUpdateAndNotTheWorkflow() {
        assertThat(run.update("u1", "fail", "no")).containsExactly("update 2 failed: NotToday: no");
        assertThat(run.update("u2", "add", 1)).containsExactly("update 4 completed: 1");
        assertThat(run.update("u3", "fail", "declared"))
                .containsExactly("update 6 failed: java.time.DateTimeException: declared");
    }

    @Test
    void anyOtherExceptionIsAFailureOfTheCode() {
        assertThatThrownBy(() -> run.update("u1", "fail", "bug"))
                .isInstanceOf(WorkflowCodeException.class)
                .hasMessageContaining("java.lang.IllegalStateException: bug")
                .hasMessageContaining("WorkflowExecutionUpdateAccepted");
    }

    @Test
    void validatorDecides() {
        assertThat(whyRejected("add", "1")).isNull();
        assertThat(Objects.requireNonNull(whyRejected("add", "-1")))
                .satisfies(failure -> assertThat(failure.type()).isEqualTo(IllegalArgumentException.class.getName()))
                .satisfies(failure -> assertThat(failure.message()).isEqualTo("-1 is negative"));
        assertThat(Objects.requireNonNull(whyRejected("add", "1000")).type()).isEqualTo("TooMuch");
    }

    @Test
    void validatorThatWantsMoreThanReadRejects() {
        FailureInfo failure = Objects.requireNonNull(whyRejected("call", "\"x\""));

        assertThat(failure.message()).contains("DUR-3003").contains("validator");
        assertThat(run.update("u1", "add", 1)).containsExactly("update 2 completed: 1");
    }

    @Test
    void updateThatDoesNotFitIsRejectedWithWhatThereIs() {
        assertThat(message(whyRejected("multiply", "2")))
                .contains("DUR-3040")
                .contains("Ledger has no update 'multiply'")
                .contains("add(int): int")
                .contains("finish(): String");
        assertThat(message(whyRejected("add")))
                .contains("DUR-3040")
                .contains("add(int): int takes 1 arguments but got 0");
        assertThat(message(whyRejected("add", "\"many\"")))
                .contains("Arguments of update 'add' do not fit Ledger.add(int)");
    }

    @Test
    void outcomeIsKnownAfterReplay() {
        run.update("u1", "add", 3);
        run.update("u2", "call", "x");

        WorkflowInstance instance = run.evict().instance();

        assertThat(Objects.requireNonNull(instance.findUpdate("u1")).end())
                .isNotNull()
                .satisfies(end -> assertThat(end.result().data()).isEqualTo("3"));
        assertThat(instance.findUpdate("u2")).isEqualTo(new KnownUpdate(4, null));
        assertThat(instance.findUpdate("u3")).isNull();
    }

    @Test
    void handlersThatHaveNotFinishedAreNamed() {
        run.update("u1", "add", 3);
        run.update("u2", "call", "x");
        run.signal("sleepALittle");

        assertThat(run.instance().runningHandlers()).containsExactly("call", "sleepALittle");
        assertThat(run.evict().instance().runningHandlers()).containsExactly("call", "sleepALittle");
        run.complete(5, "done");
        assertThat(run.instance().runningHandlers()).containsExactly("sleepALittle");
    }

    @Test
    void workflowWaitsForItsHandlers() {
        TestRun patient = fixture.run(Patient.class);
        patient.start();

        assertThat(patient.update("u1", "sleep", 5)).containsExactly("timer PT5S");
        assertThat(patient.signal("finish")).isEmpty();
        assertThat(patient.update("u2", "sleep", 7)).containsExactly("timer PT7S");
        assertThat(patient.fire(3)).containsExactly("update 2 completed: \"u1 sleep\"");
        assertThat(patient.fire(6)).containsExactly("update 5 completed: \"u2 sleep\"", "complete \"patient\"");
    }

    @Test
    void anotherEndThanRecordedIsTold() {
        List<String> differences = new ArrayList<>();

        fixture.replay(
                HistoryBuilder.started("Ledger")
                        .update("u1", "add", 3)
                        .updateCompleted(2, 4)
                        .build(),
                differences);

        assertThat(differences).singleElement().asString().contains("result was");
    }

    @Test
    void updateThatIsNotCompletedAnyMoreIsAMismatch() {
        assertThatThrownBy(() -> fixture.replay(HistoryBuilder.started("Ledger")
                        .update("u1", "call", "x")
                        .updateCompleted(2, "x")
                        .build()))
                .isInstanceOfSatisfying(
                        DurableException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NON_DETERMINISM));
    }

    @Test
    void updateOfARunThatClosesIsLeftUnfinished() {
        run.update("u1", "call", "x");

        assertThat(run.update("u2", "finish")).containsExactly("update 4 completed: \"finished\"", "complete [0]");
        assertThat(EventText.of(run.history())).doesNotContain("update 2 completed: \"x\"");
        assertThat(run.instance().runningHandlers()).containsExactly("call");
    }

    private FailureInfo whyRejected(String name, String... input) {
        List<Payload> payloads = List.of(input).stream().map(Payload::json).toList();
        return run.instance()
                .whyRejected(new WorkflowExecutionUpdateAccepted(
                        0, Instant.parse("2030-01-01T00:00:00Z"), "update", name, payloads, Map.of()));
    }

    private static String message(FailureInfo failure) {
        return Objects.requireNonNull(failure).message();
    }

    @Workflow(failureTypes = java.time.DateTimeException.class)
    static class Ledger {

        private final WorkflowContext workflow;
        private final Work work;
        private int sum;
        private boolean finished;

        Ledger(WorkflowContext workflow, Work work) {
            this.workflow = workflow;
            this.work = work;
        }

        @WorkflowMethod
        public List<Integer> run() {
            workflow.await(() -> finished);
            return List.of(sum);
        }

        @UpdateMethod
        public int add(int number) {
            sum += number;
            return sum;
        }

        @UpdateValidatorMethod(updateName = "add")
        void checkAdd(int number) {
            if (number < 0) {
                throw new IllegalArgumentException(number + " is negative");
            }
            if (sum + number > 999) {
                throw ApplicationFailure.of("too much", "TooMuch");
            }
        }

        @UpdateMethod
        public void clear() {
            sum = 0;
        }

        @UpdateMethod
        public String call(String argument) {
            return work.run(argument);
        }

        @UpdateValidatorMethod(updateName = "call")
        void checkCall(String argument) {
            work.run(argument);
        }

        @UpdateMethod
        public String fail(String how) {
            switch (how) {
                case "bug" -> throw new IllegalStateException(how);
                case "declared" -> throw new java.time.DateTimeException(how);
                default -> throw ApplicationFailure.of(how, "NotToday");
            }
        }

        @UpdateMethod
        public String finish() {
            finished = true;
            return "finished";
        }

        @SignalMethod
        public void sleepALittle() {
            workflow.sleep(Duration.ofSeconds(1));
        }

        @QueryMethod
        public int sum() {
            return sum;
        }
    }

    @Workflow
    static class Patient {

        private final WorkflowContext workflow;
        private boolean finished;

        Patient(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public String run() {
            workflow.await(() -> finished);
            workflow.await(workflow::isEveryHandlerFinished);
            return "patient";
        }

        @UpdateMethod
        public String sleep(int seconds) {
            workflow.sleep(Duration.ofSeconds(seconds));
            return workflow.currentUpdate()
                    .map(update -> update.updateId() + " " + update.updateName())
                    .orElse("none");
        }

        @SignalMethod
        public void finish() {
            finished = workflow.currentUpdate().isEmpty();
        }
    }
}
