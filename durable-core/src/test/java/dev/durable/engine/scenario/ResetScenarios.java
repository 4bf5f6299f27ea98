package dev.durable.engine.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.durable.annotation.Activity;
import dev.durable.annotation.QueryMethod;
import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.client.ResetOptions;
import dev.durable.client.WorkflowAlreadyStartedException;
import dev.durable.client.WorkflowExecution;
import dev.durable.client.WorkflowHandle;
import dev.durable.client.WorkflowStatus;
import dev.durable.engine.testing.EngineFixture;
import dev.durable.engine.testing.StoreProbe;
import dev.durable.engine.testing.TestEngine;
import dev.durable.failure.ChildWorkflowFailure;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.history.CommandEvent;
import dev.durable.history.EventText;
import dev.durable.history.EventType;
import dev.durable.history.HistoryEvent;
import dev.durable.history.WorkflowExecutionReset;
import dev.durable.history.WorkflowExecutionStarted;
import dev.durable.store.TurnWrite;
import dev.durable.workflow.ChildWorkflowHandle;
import dev.durable.workflow.WorkflowContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Runs that go back to an earlier point of their history. */
public interface ResetScenarios extends EngineScenarios {

    @Test
    default void runIsResetToTheEndOfEachOfItsSteps() {
        TestEngine engine = engine();
        engine.client().newWorkflow(Listener.class).id("other").start(Listener::run);
        WorkflowHandle<String> handle =
                engine.client().newWorkflow(Rich.class).id("r").start(Rich::run);
        engine.workflow(Rich.class, "r").signal(w -> w.say("go"));
        finish(handle);
        List<HistoryEvent> history = handle.history();

        List<Integer> refused = new ArrayList<>();
        for (int last = 1; last <= history.size(); last++) {
            try {
                WorkflowExecution again = handle.reset(ResetOptions.to(last));
                finish(again);
                assertThat(again.result(String.class, EngineFixture.PATIENCE)).isEqualTo("one [go] part two");
                assertTakesOver(history, last, again.history());
            } catch (DurableException e) {
                assertThat(e.code()).isEqualTo(ErrorCode.RESET_POINT_ILLEGAL);
                refused.add(last);
            }
        }

        assertThat(refused).isEqualTo(middlesOfSteps(history));
    }

    private static void assertTakesOver(List<HistoryEvent> base, int last, List<HistoryEvent> reset) {
        if (last > 1) {
            assertThat(reset.subList(1, last)).isEqualTo(base.subList(1, last));
            assertThat(continued(reset)).as("what its code was told").isEqualTo(continued(base));
            assertThat(reset.get(last).type()).isEqualTo(EventType.WorkflowExecutionReset);
        }
    }

    private static UUID continued(List<HistoryEvent> history) {
        return ((WorkflowExecutionStarted) history.get(0)).origin().continuedRunId();
    }

    /** Events that are followed by a command, and the last one. */
    private static List<Integer> middlesOfSteps(List<HistoryEvent> history) {
        List<Integer> middles = new ArrayList<>();
        for (int last = 2; last <= history.size(); last++) {
            if (last == history.size() || history.get(last) instanceof CommandEvent) {
                middles.add(last);
            }
        }
        return middles;
    }

    @Test
    default void resetRunIsResetAgain() {
        TestEngine engine = engine();
        WorkflowHandle<List<UUID>> handle =
                engine.client().newWorkflow(Draws.class).id("d").start(Draws::run);
        List<UUID> drawn = drawThree(engine, handle);

        WorkflowExecution second =
                handle.reset(ResetOptions.to(endOfStep(handle, 2)).withReapplySignals(false));
        List<UUID> drawnAgain = drawThree(engine, second);
        WorkflowExecution third =
                second.reset(ResetOptions.to(endOfStep(second, 3)).withReapplySignals(false));
        List<UUID> drawnAtLast = drawThree(engine, third);

        // what was drawn before the point stays, what is drawn after it is new
        assertThat(drawnAgain.get(0)).isEqualTo(drawn.get(0));
        assertThat(drawnAgain.subList(1, 3)).doesNotContainAnyElementsOf(drawn);
        assertThat(drawnAtLast.subList(0, 2)).isEqualTo(drawnAgain.subList(0, 2));
        assertThat(drawnAtLast.get(2)).isNotIn(drawn).isNotIn(drawnAgain);
        assertThat(third.history().stream().filter(WorkflowExecutionReset.class::isInstance))
                .hasSize(2);
    }

    private List<UUID> drawThree(TestEngine engine, WorkflowExecution run) {
        engines().until(() -> {
            if (!run.describe().summary().status().isClosed()) {
                engine.workflow(Draws.class, "d").signal(Draws::draw);
            }
            return run.describe().summary().status().isClosed();
        });
        return ((List<?>) run.result(List.class, EngineFixture.PATIENCE))
                .stream().map(id -> UUID.fromString(id.toString())).toList();
    }

    /** The last event of the step of the signal of that number. */
    private static int endOfStep(WorkflowExecution run, int number) {
        int signals = 0;
        List<HistoryEvent> history = run.history();
        for (HistoryEvent event : history) {
            if (event.type() == EventType.WorkflowExecutionSignaled && ++signals == number) {
                return event.eventId() - 1;
            }
        }
        throw new IllegalStateException(EventText.of(history).toString());
    }

    @Test
    default void parentGetsTheResultOfItsChildAlthoughThatIsReset() {
        TestEngine engine = engine();
        WorkflowHandle<String> parent =
                engine.client().newWorkflow(Parent.class).id("p").start(Parent::run);
        engines().until(() -> engines().store().findRun("p/part").isPresent());
        engines().until(() -> parent.history().size() == 3);
        engine.workflow(Listener.class, "p/part").signal(w -> w.say("bad"));

        engine.workflow("p/part").reset(ResetOptions.toStart().withReapplySignals(false));
        engine.workflow(Listener.class, "p/part").signal(w -> w.say("end"));

        assertThat(parent.result(EngineFixture.PATIENCE)).isEqualTo("[end]");
        assertThat(engines().allRuns()).hasSize(3);
    }

    @Test
    default void runWhoseResetCannotBeStoredGoesOnAsItWas() {
        TestEngine engine = engine();
        WorkflowHandle<String> parent =
                engine.client().newWorkflow(Parent.class).id("p").start(Parent::run);
        engines().until(() -> parent.history().size() == 3);
        engine.store().probe(new StoreProbe() {
            @Override
            public void beforeCommit(List<TurnWrite> turns) {
                if (turns.stream().anyMatch(turn -> turn.output().successor() != null)) {
                    engine.store().probe(StoreProbe.NONE);
                    throw new IllegalStateException("cannot be stored");
                }
            }
        });

        assertThatThrownBy(() -> engine.workflow("p/part").reset(ResetOptions.toStart()))
                .hasMessageContaining("cannot be stored");

        assertThat(engines().allRuns()).hasSize(2);
        engine.workflow(Listener.class, "p/part").signal(w -> w.say("end"));
        assertThat(parent.result(EngineFixture.PATIENCE)).isEqualTo("[end]");
    }

    @Test
    default void nobodyCanTakeTheWorkflowIdWhileItsRunIsReset() {
        TestEngine engine = engine();
        WorkflowHandle<String> handle =
                engine.client().newWorkflow(Listener.class).id("l").start(Listener::run);
        TestEngine other = engine();
        List<Throwable> refusals = new CopyOnWriteArrayList<>();
        engine.store().probe(new StoreProbe() {
            @Override
            public void beforeCommit(List<TurnWrite> turns) {
                tryToStart();
            }

            @Override
            public void afterCommit(List<TurnWrite> turns) {
                tryToStart();
            }

            private void tryToStart() {
                refusals.add(catchThrowable(
                        () -> other.client().newWorkflow(Listener.class).id("l").start(Listener::run)));
            }
        });

        handle.reset(ResetOptions.toStart());

        assertThat(refusals).hasSizeGreaterThanOrEqualTo(2).allMatch(WorkflowAlreadyStartedException.class::isInstance);
        assertThat(engines().allRuns()).hasSize(2);
    }

    @Test
    default void resultOfAChildThatTheRunHadNotHeardOfIsDeliveredAgain() {
        TestEngine engine = engine();
        WorkflowHandle<String> parent =
                engine.client().newWorkflow(Parent.class).id("p").start(Parent::run);
        engines().until(() -> parent.history().size() == 3);
        parent.pause("incident");
        engine.workflow(Listener.class, "p/part").signal(w -> w.say("end"));
        engines().until(() -> engines().run("p/part").status() == WorkflowStatus.COMPLETED);
        engines().until(() -> engines().run("p").pendingMessages() == 1);

        WorkflowExecution again = parent.reset(ResetOptions.to(3));

        assertThat(again.result(String.class, EngineFixture.PATIENCE)).isEqualTo("[end]");
    }

    @Test
    default void openChildThatIsKeptStandsInTheWay() {
        TestEngine engine = engine();
        WorkflowHandle<String> parent =
                engine.client().newWorkflow(Parent.class).id("p").start(Parent::run);
        engines().until(() -> parent.history().size() == 3);

        DurableException refusal = catchThrowableOfType(DurableException.class, () -> parent.reset(ResetOptions.to(3)));

        assertThat(refusal.code()).isEqualTo(ErrorCode.RESET_CHILD_OPEN);
        assertThat(parent.describe().summary().status()).isEqualTo(WorkflowStatus.RUNNING);
    }

    @Test
    default void childThatWasStartedAfterThePointEndsBeforeTheNewRunStartsItAgain() {
        TestEngine engine = engine();
        WorkflowHandle<String> parent =
                engine.client().newWorkflow(Parent.class).id("p").start(Parent::run);
        engines().until(() -> parent.history().size() == 3);

        WorkflowExecution again = parent.reset(ResetOptions.toStart());
        engines().until(() -> again.history().size() == 3);
        engine.workflow(Listener.class, "p/part").signal(w -> w.say("end"));

        assertThat(again.result(String.class, EngineFixture.PATIENCE)).isEqualTo("[end]");
    }

    @Test
    default void signalsThatAPausedRunHasNotHeardAreDeliveredAfterItsReset() {
        TestEngine engine = engine();
        WorkflowHandle<String> handle =
                engine.client().newWorkflow(Listener.class).id("l").start(Listener::run);
        engine.workflow(Listener.class, "l").signal(w -> w.say("heard"));
        handle.pause("incident");
        engine.workflow(Listener.class, "l").signal(w -> w.say("end"));

        WorkflowExecution again = handle.reset(ResetOptions.to(2));

        assertThat(again.result(String.class, EngineFixture.PATIENCE)).isEqualTo("[heard, end]");
        assertThat(EventText.of(handle.history()))
                .containsExactly(
                        "started()",
                        "signal say(\"heard\")",
                        "paused: incident",
                        "signal say(\"end\")",
                        "terminated: Reset to event 2");
        DurableException refusal = catchThrowableOfType(DurableException.class, () -> handle.reset(ResetOptions.to(4)));
        assertThat(refusal.code()).isEqualTo(ErrorCode.RESET_POINT_ILLEGAL);
        assertThat(handle.reset(ResetOptions.to(3)).result(String.class, EngineFixture.PATIENCE))
                .isEqualTo("[heard, end]");
    }

    @Test
    default void signalsThatCameAfterThePointAreLeftOutIfWished() {
        TestEngine engine = engine();
        WorkflowHandle<String> handle =
                engine.client().newWorkflow(Listener.class).id("l").start(Listener::run);
        engine.workflow(Listener.class, "l").signal(w -> w.say("bad"));
        engine.workflow(Listener.class, "l").signal(w -> w.say("end"));
        handle.result(EngineFixture.PATIENCE);

        WorkflowExecution again = handle.reset(ResetOptions.toStart().withReapplySignals(false));
        again.signal("say", "end");

        assertThat(again.result(String.class, EngineFixture.PATIENCE)).isEqualTo("[end]");
    }

    @Test
    default void runIsResetToWhereItsCodeHadEnded() {
        // the second signal came when the code had ended: it stands before the closing event
        TestEngine engine = engine();
        WorkflowHandle<String> handle =
                engine.client().newWorkflow(Listener.class).id("l").start(Listener::run);
        UUID runId = handle.runId();
        handle.pause("so that both are in one turn");
        engine.workflow(Listener.class, "l").signal(w -> w.say("end"));
        engine.workflow(Listener.class, "l").signal(w -> w.say("late"));
        handle.unpause("go");
        handle.result(EngineFixture.PATIENCE);
        assertThat(EventText.of(handle.history()))
                .endsWith("signal say(\"end\")", "signal say(\"late\")", "complete \"[end]\"");
        int end = handle.history().size() - 2;

        WorkflowExecution again = handle.reset(ResetOptions.to(end));

        assertThat(again.result(String.class, EngineFixture.PATIENCE)).isEqualTo("[end]");
        assertThat(EventText.of(again.history()))
                .endsWith("signal say(\"end\")", "reset from " + end, "signal say(\"late\")", "complete \"[end]\"");
        assertThat(runId).isNotEqualTo(again.describe().summary().runId());
    }

    @Test
    default void runThatTimedOutGetsItsTimeAgain() {
        TestEngine engine = engine();
        WorkflowHandle<String> handle = engine.client()
                .newWorkflow(Listener.class)
                .id("l")
                .runTimeout(Duration.ofHours(1))
                .executionTimeout(Duration.ofHours(2))
                .start(Listener::run);
        engine.workflow(Listener.class, "l").signal(w -> w.say("heard"));
        engines().time().skip(Duration.ofHours(3));
        engines().until(() -> handle.describe().summary().status() == WorkflowStatus.TIMED_OUT);

        WorkflowExecution again = handle.reset(ResetOptions.to(2));
        engines().time().skip(Duration.ofMinutes(50));
        again.signal("say", "end");

        assertThat(again.result(String.class, EngineFixture.PATIENCE)).isEqualTo("[heard, end]");
        WorkflowExecution third = handle.reset(ResetOptions.to(2));
        engines().time().skip(Duration.ofMinutes(70));
        engines().until(() -> third.describe().summary().status() == WorkflowStatus.TIMED_OUT);
    }

    @Test
    default void runThatIsResetToItsStartSleepsAnew() {
        TestEngine engine = engine();
        WorkflowHandle<String> handle =
                engine.client().newWorkflow(Sleeper.class).id("s").start(Sleeper::run);
        engines().time().skip(Duration.ofHours(3));
        handle.result(EngineFixture.PATIENCE);

        WorkflowExecution again = handle.reset(ResetOptions.toStart());
        // it sleeps from its first step on, which comes when the run has been taken up
        engines().until(() -> again.history().size() == 2);
        engines().time().skip(Duration.ofHours(1));

        assertThatThrownBy(() -> again.result(String.class, Duration.ofMillis(300)))
                .isInstanceOf(DurableException.class);
        engines().time().skip(Duration.ofHours(1));
        assertThat(again.result(String.class, EngineFixture.PATIENCE)).isEqualTo("slept");
    }

    @Test
    default void openRunIsResetToItsLastStep() {
        TestEngine engine = engine();
        WorkflowHandle<String> handle =
                engine.client().newWorkflow(Listener.class).id("l").start(Listener::run);
        engine.workflow(Listener.class, "l").signal(w -> w.say("heard"));

        WorkflowExecution again = handle.reset(ResetOptions.to(2).withReason("to try it"));
        again.signal("say", "end");

        assertThat(again.result(String.class, EngineFixture.PATIENCE)).isEqualTo("[heard, end]");
        assertThat(EventText.of(handle.history())).endsWith("terminated: to try it");
    }

    @Test
    default void runIsNotResetWhileAnotherOneOfItsIdIsOpen() {
        TestEngine engine = engine();
        WorkflowHandle<String> first =
                engine.client().newWorkflow(Listener.class).id("l").start(Listener::run);
        first.terminate("over");
        engines().until(() -> first.describe().summary().status().isClosed());
        WorkflowHandle<String> second =
                engine.client().newWorkflow(Listener.class).id("l").start(Listener::run);

        assertThatThrownBy(() -> first.reset(ResetOptions.toStart()))
                .isInstanceOf(WorkflowAlreadyStartedException.class);

        assertThat(second.describe().summary().status()).isEqualTo(WorkflowStatus.RUNNING);
    }

    @Test
    default void clientThatExecutesNothingResetsRuns() {
        TestEngine engine = engine();
        WorkflowHandle<String> handle =
                engine.client().newWorkflow(Listener.class).id("l").start(Listener::run);
        engine.workflow(Listener.class, "l").signal(w -> w.say("heard"));
        TestEngine client = engines().engine().clientOnly().start();

        client.workflow("l").reset(ResetOptions.to(2));
        client.workflow("l").signal("say", "end");

        assertThat(engine.workflow("l").result(String.class, EngineFixture.PATIENCE))
                .isEqualTo("[heard, end]");
        assertThat(handle.describe().summary().status()).isEqualTo(WorkflowStatus.TERMINATED);
    }

    @Test
    default void closedRunWhoseResetWasBrokenOffIsResetAgain() {
        TestEngine engine = engine();
        WorkflowHandle<String> handle =
                engine.client().newWorkflow(Listener.class).id("l").start(Listener::run);
        engine.workflow(Listener.class, "l").signal(w -> w.say("heard"));
        handle.terminate("over");
        engines().until(() -> engines().run("l").status() == WorkflowStatus.TERMINATED);
        engine.store().probe(new StoreProbe() {
            @Override
            public void beforeCommit(List<TurnWrite> turns) {
                engine.crash();
            }
        });
        assertThatThrownBy(() -> handle.reset(ResetOptions.to(2))).isInstanceOf(DurableException.class);
        TestEngine next = engine();
        assertThat(engines().allRuns()).hasSize(1);

        WorkflowExecution again = next.workflow("l").reset(ResetOptions.to(2));
        again.signal("say", "end");

        assertThat(again.result(String.class, EngineFixture.PATIENCE)).isEqualTo("[heard, end]");
    }

    private TestEngine engine() {
        return engines()
                .engine()
                .workflow(Rich.class, Listener.class, Parent.class, Draws.class, Sleeper.class)
                .activity(Steps.class, step -> step)
                .start();
    }

    private void finish(WorkflowExecution run) {
        engines().untilInFastTime(() -> run.describe().summary().status().isClosed());
    }

    /** Steps of a workflow. */
    @Activity
    interface Steps {

        String run(String step);
    }

    /** Uses much of what there is. */
    @Workflow
    class Rich {

        private final WorkflowContext workflow;
        private final Steps steps;
        private final List<String> words = new ArrayList<>();

        Rich(WorkflowContext workflow, Steps steps) {
            this.workflow = workflow;
            this.steps = steps;
        }

        @WorkflowMethod
        public String run() {
            String one = steps.run("one");
            workflow.await(Duration.ofSeconds(1), () -> !words.isEmpty());
            ChildWorkflowHandle<Listener, String> part = workflow.newChild(Listener.class)
                    .id(workflow.info().workflowId() + "/" + workflow.randomUuid())
                    .start(Listener::run);
            part.signal(w -> w.say("end"));
            String result = part.result().get().equals("[end]") ? "part" : "something else";
            workflow.external(Listener.class, "other").signal(w -> w.say("hello"));
            workflow.newChild(Listener.class).start(Listener::run).cancel("not needed");
            workflow.sleep(Duration.ofSeconds(1));
            return one + " " + words + " " + result + " " + steps.run("two");
        }

        @SignalMethod
        public void say(String word) {
            words.add(word);
        }
    }

    /** Waits for the word "end". */
    @Workflow
    class Listener {

        private final WorkflowContext workflow;
        private final List<String> words = new ArrayList<>();

        Listener(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public String run() {
            workflow.await(() -> words.contains("end"));
            return words.toString();
        }

        @SignalMethod
        public void say(String word) {
            words.add(word);
        }
    }

    /** Has a child of a fixed id. */
    @Workflow
    class Parent {

        private final WorkflowContext workflow;

        Parent(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public String run() {
            try {
                return workflow.newChild(Listener.class)
                        .id(workflow.info().workflowId() + "/part")
                        .execute(Listener::run);
            } catch (ChildWorkflowFailure e) {
                return e.getCause().getClass().getSimpleName();
            }
        }
    }

    /** Draws a number for each of three signals. */
    @Workflow
    class Draws {

        private final WorkflowContext workflow;
        private final List<UUID> drawn = new ArrayList<>();

        Draws(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public List<UUID> run() {
            workflow.await(() -> drawn.size() >= 3);
            return drawn.subList(0, 3);
        }

        @SignalMethod
        public void draw() {
            drawn.add(workflow.randomUuid());
        }

        @QueryMethod
        public List<UUID> drawn() {
            return drawn;
        }
    }

    /** Sleeps for a day. */
    @Workflow
    class Sleeper {

        private final WorkflowContext workflow;

        Sleeper(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public String run() {
            workflow.sleep(Duration.ofHours(2));
            return "slept";
        }
    }
}
