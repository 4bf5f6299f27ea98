package dev.durable.engine.run;

import static dev.durable.engine.testing.Happenings.childCompleted;
import static dev.durable.engine.testing.Happenings.paused;
import static dev.durable.engine.testing.Happenings.runTimedOut;
import static dev.durable.engine.testing.Happenings.terminated;
import static dev.durable.engine.testing.Happenings.unpaused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.activity.ActivityOptions;
import dev.durable.activity.RetryPolicy;
import dev.durable.annotation.Activity;
import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.client.WorkflowStatus;
import dev.durable.engine.time.ManualTime;
import dev.durable.failure.ApplicationFailure;
import dev.durable.history.ActivityTaskCompleted;
import dev.durable.history.ActivityTaskReported;
import dev.durable.history.InboundEvent;
import dev.durable.history.RunOptions;
import dev.durable.history.TimerFired;
import dev.durable.history.WorkflowExecutionResetRequested;
import dev.durable.payload.Payload;
import dev.durable.workflow.Promise;
import dev.durable.workflow.WorkflowContext;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Answers that wait for a run when it goes on as a new one: there the same event ids belong to other activities, timers and children. */
class AnswersToTheRunBeforeTests extends OneSteppedNode {

    private static final Payload RESULT = Payload.json("\"of the run before\"");

    private static final Duration DELAY = Duration.ofSeconds(2);

    private static final List<String> REQUESTS =
            List.of("started()", "schedule Work.run()", "timer PT24H", "start child Part()", "child started 4");

    private static final List<String> REQUESTS_AFTER_A_DELAY = List.of(
            "started()", "fired 1", "schedule Work.run()", "timer PT24H", "start child Part()", "child started 5");

    AnswersToTheRunBeforeTests() {
        super(Asking.class, Part.class);
        replay.executed(Work.class, () -> "done");
    }

    static Stream<InboundEvent> answers() {
        return answersToRequestsFrom(2);
    }

    /** A run that waits before its first step has an event more. */
    static Stream<InboundEvent> answersAfterADelay() {
        return answersToRequestsFrom(3);
    }

    private static Stream<InboundEvent> answersToRequestsFrom(int id) {
        return Stream.of(
                new ActivityTaskCompleted(0, ManualTime.START, id, 1, RESULT),
                new TimerFired(0, ManualTime.START, id + 1),
                childCompleted(id + 2, "of the run before"));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void answerIsNotTakenForThatOfTheRunThatGoesOn(InboundEvent answer) {
        begin();
        node.store("a", answer);

        node.deliver("a", end("go on"));
        cluster.settle();

        assertThat(cluster.texts("a").get(0)).endsWith("continue as new Asking()");
        assertNextRunIsUndisturbed();
    }

    @Test
    void resultThatWasReportedBeforeIsTakenByTheRunThatAskedForIt() {
        begin();
        node.store("a", ActivityTaskReported.completed(ManualTime.START, 2, 1, RESULT));

        node.deliver("a", end("go on"));
        cluster.settle();

        assertThat(cluster.texts("a")).hasSize(1);
        assertThat(cluster.text("a"))
                .contains("completed 2: \"of the run before\"")
                .endsWith("complete \"answered\"");
    }

    @Test
    void resultThatWasReportedAfterTheCodeWasToldToGoOnDoesNotHinderIt() {
        begin();
        node.store("a", end("go on"));
        node.store("a", ActivityTaskReported.completed(ManualTime.START, 2, 1, RESULT));

        node.lookForWork();
        cluster.settle();

        assertThat(cluster.texts("a").get(0)).endsWith("continue as new Asking()");
        assertNextRunIsUndisturbed();
    }

    @ParameterizedTest
    @MethodSource("answersAfterADelay")
    void answerIsNotTakenForThatOfTheRepetition(InboundEvent answer) {
        node.begin("a", Asking.class, new RunOptions(null, null, null, RetryPolicy.DEFAULT, DELAY));
        cluster.settle();
        cluster.pass(DELAY);
        assertThat(cluster.text("a")).containsExactlyElementsOf(REQUESTS_AFTER_A_DELAY);
        node.store("a", answer);

        node.deliver("a", end("fail"));
        cluster.settle();
        cluster.pass(DELAY);
        cluster.pass(DELAY);

        assertThat(cluster.texts("a")).hasSize(2);
        assertThat(cluster.text("a")).containsExactlyElementsOf(REQUESTS_AFTER_A_DELAY);
        assertThat(cluster.run("a").pendingMessages()).isZero();
    }

    @ParameterizedTest
    @MethodSource("answers")
    void answerThatWasParkedWhileTheRunWasPausedIsNotTakenForThatOfTheNext(InboundEvent answer) {
        begin();
        node.deliver("a", paused());
        node.deliver("a", end("go on"));
        cluster.settle();
        node.store("a", answer);
        node.lookForWork();
        cluster.settle();

        node.deliver("a", unpaused());
        cluster.settle();

        assertNextRunIsUndisturbed();
    }

    @Test
    void limitOfTheRunIsNotThatOfTheNext() {
        begin();
        node.store("a", runTimedOut());

        node.deliver("a", end("go on"));
        cluster.settle();

        assertNextRunIsUndisturbed();
    }

    @Test
    void requestToResetTheRunIsNotOneToResetTheNext() {
        begin();
        node.store("a", new WorkflowExecutionResetRequested(0, ManualTime.START, new UUID(0, 1), 1, true, true, ""));

        node.deliver("a", end("go on"));
        cluster.settle();

        assertNextRunIsUndisturbed();
    }

    @Test
    void controlGoesOnToTheNextRun() {
        begin();
        node.store("a", paused());
        node.deliver("a", end("go on"));
        cluster.settle();
        node.lookForWork();
        cluster.settle();
        assertThat(cluster.run("a").status()).isEqualTo(WorkflowStatus.PAUSED);
        node.store("a", terminated("by hand"));

        node.lookForWork();
        cluster.settle();

        assertThat(cluster.text("a")).endsWith("paused: ", "terminated: by hand");
    }

    private void begin() {
        node.begin("a", Asking.class);
        cluster.settle();
        assertThat(cluster.text("a")).containsExactlyElementsOf(REQUESTS);
    }

    private void assertNextRunIsUndisturbed() {
        node.lookForWork();
        cluster.settle();
        assertThat(cluster.texts("a")).hasSize(2);
        assertThat(cluster.text("a")).containsExactlyElementsOf(REQUESTS);
        assertThat(cluster.run("a").pendingMessages()).isZero();
    }

    private static InboundEvent end(String how) {
        return SteppedCluster.signal("end", how);
    }

    @Activity
    interface Work {

        String run();
    }

    /** Asks for one of each kind, and ends when it is told to. */
    @Workflow
    static class Asking {

        private final WorkflowContext workflow;
        private final Work work;
        private String end = "";

        Asking(WorkflowContext workflow) {
            this.workflow = workflow;
            this.work =
                    workflow.activity(Work.class, ActivityOptions.NONE.withStartToCloseTimeout(Duration.ofSeconds(10)));
        }

        @WorkflowMethod
        public String run() {
            Promise<?> first = workflow.anyOf(
                    workflow.async(() -> work.run()),
                    workflow.async(() -> workflow.sleep(Duration.ofDays(1))),
                    workflow.async(() -> workflow.newChild(Part.class).execute(Part::run)));
            workflow.await(() -> first.isDone() || !end.isEmpty());
            if (end.equals("go on")) {
                throw workflow.continueAsNew(Asking.class, Asking::run);
            }
            if (end.equals("fail")) {
                throw ApplicationFailure.of("bad luck", "Unlucky");
            }
            return "answered";
        }

        @SignalMethod
        public void end(String how) {
            end = how;
        }
    }

    /** Waits for ever. */
    @Workflow
    static class Part {

        private final WorkflowContext workflow;

        Part(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public String run() {
            workflow.await(() -> false);
            return "never";
        }
    }
}
