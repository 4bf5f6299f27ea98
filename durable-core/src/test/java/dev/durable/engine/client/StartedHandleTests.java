package dev.durable.engine.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.durable.annotation.Retry;
import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.client.ResetOptions;
import dev.durable.client.UpdateOptions;
import dev.durable.client.UpdateStage;
import dev.durable.client.WorkflowExecution;
import dev.durable.client.WorkflowFailedException;
import dev.durable.client.WorkflowHandle;
import dev.durable.client.WorkflowStatus;
import dev.durable.engine.testing.EngineFixture;
import dev.durable.engine.testing.TestEngine;
import dev.durable.failure.ApplicationFailure;
import dev.durable.failure.CanceledFailure;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.history.JsonEventCodec;
import dev.durable.payload.JsonFailureInfoCodec;
import dev.durable.store.memory.InMemoryStore;
import dev.durable.workflow.WorkflowContext;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is said by the handle of a start goes to the run that has taken the place of the one that was started, and to no other. */
class StartedHandleTests {

    private final InMemoryStore store = new InMemoryStore(new JsonEventCodec(), new JsonFailureInfoCodec());

    @RegisterExtension
    private final EngineFixture engines = new EngineFixture(() -> store);

    @Test
    void signalsQueriesAndUpdatesReachTheRunThatTheStartedOneHasContinuedAs() {
        TestEngine engine = owner();
        WorkflowHandle<List<String>> handle = start(engine);
        passOn(handle, 2);
        passOn(handle, 3);

        handle.signal("add", "signal");
        assertThat(handle.<String>update("put", String.class, "update")).isEqualTo("put update");

        assertThat(handle.<Integer>query("generation", Integer.class)).isEqualTo(2);
        assertThat(handle.waitingFor()).singleElement().asString().contains("main waits");
        handle.signal("end");
        assertThat(handle.result(EngineFixture.PATIENCE)).containsExactly("signal", "update");
        assertThat(handle.<Integer>query("generation", Integer.class)).isEqualTo(2);
    }

    @Test
    void handleOfAnotherNodesRunFollowsIt() {
        owner(); // takes the run when it finds it
        TestEngine client = engines.engine().workflow(Relay.class).clientOnly().start();
        WorkflowHandle<List<String>> handle = start(client);
        passOn(handle, 2);

        handle.signal("add", "signal");
        assertThat(handle.<String>update("put", String.class, "update")).isEqualTo("put update");

        assertThat(handle.<Integer>query("generation", Integer.class)).isEqualTo(1);
        handle.signal("end");
        assertThat(handle.result(EngineFixture.PATIENCE)).containsExactly("signal", "update");
    }

    @Test
    void cancellationReachesTheRunThatTheStartedOneHasContinuedAs() {
        TestEngine engine = owner();
        WorkflowHandle<List<String>> handle = start(engine);
        passOn(handle, 2);

        handle.cancel("enough");

        assertThatThrownBy(() -> handle.result(EngineFixture.PATIENCE))
                .isInstanceOf(WorkflowFailedException.class)
                .hasCauseInstanceOf(CanceledFailure.class);
    }

    @Test
    void pauseAndTerminationReachTheRunThatTheStartedOneHasContinuedAs() {
        TestEngine engine = owner();
        WorkflowHandle<List<String>> handle = start(engine);
        passOn(handle, 2);

        handle.pause("incident");
        engines.until(() -> engines.run("relay").status() == WorkflowStatus.PAUSED);
        handle.unpause("over");
        engines.until(() -> engines.run("relay").status() == WorkflowStatus.RUNNING);
        handle.terminate("enough");

        engines.until(() -> engines.run("relay").status() == WorkflowStatus.TERMINATED);
    }

    @Test
    void updateOfAnEarlierRunIsFoundAndSoIsOneOfALaterRun() {
        TestEngine engine = owner();
        WorkflowHandle<List<String>> handle = start(engine);
        handle.startUpdate(UpdateOptions.waitFor(UpdateStage.ACCEPTED).withUpdateId("one"), "put", String.class, "a");
        passOn(handle, 2);
        handle.startUpdate(UpdateOptions.waitFor(UpdateStage.ACCEPTED).withUpdateId("two"), "put", String.class, "b");

        assertThat(handle.getUpdate("one", String.class).result(EngineFixture.PATIENCE))
                .isEqualTo("put a");
        assertThat(handle.getUpdate("two", String.class).result(EngineFixture.PATIENCE))
                .isEqualTo("put b");
        assertCode(
                () -> handle.getUpdate("three", String.class).result(EngineFixture.PATIENCE), ErrorCode.UPDATE_UNKNOWN);
    }

    @Test
    void recordsAreThoseOfTheRunThatWasStarted() {
        TestEngine engine = owner();
        WorkflowHandle<List<String>> handle = start(engine);
        passOn(handle, 2);

        assertThat(handle.describe().summary().status()).isEqualTo(WorkflowStatus.CONTINUED_AS_NEW);
        assertThat(handle.describe().summary().runId()).isEqualTo(handle.runId());
        assertThat(handle.history()).isEqualTo(store.history(handle.runId(), 0)).isNotEmpty();
    }

    @Test
    void runThatSomebodyStartsLaterIsLeftAlone() {
        TestEngine engine = owner();
        WorkflowHandle<List<String>> handle = start(engine);
        passOn(handle, 2);
        handle.signal("end");
        handle.result(EngineFixture.PATIENCE);

        WorkflowHandle<List<String>> later =
                engine.client().newWorkflow(Relay.class).id("relay").start(w -> w.run(100));

        assertCode(() -> handle.signal("add", "not for you"), ErrorCode.WORKFLOW_CLOSED);
        assertCode(() -> handle.cancel("not you"), ErrorCode.WORKFLOW_CLOSED);
        assertCode(() -> handle.update("put", String.class, "not for you"), ErrorCode.WORKFLOW_CLOSED);
        assertThat(handle.<Integer>query("generation", Integer.class)).isEqualTo(1);
        assertThat(later.history()).hasSize(1);
    }

    @Test
    void handleFollowsAResetOfItsOpenRun() {
        TestEngine engine = owner();
        WorkflowHandle<List<String>> handle = start(engine);
        handle.signal("add", "bad");

        engine.workflow("relay").reset(ResetOptions.toStart().withReapplySignals(false));
        handle.signal("add", "good");

        handle.signal("end");
        assertThat(engine.workflow("relay").result(List.class, EngineFixture.PATIENCE))
                .isEqualTo(List.of("good"));
    }

    @Test
    void handleFollowsAResetOfItsClosedRun() {
        TestEngine engine = owner();
        WorkflowHandle<List<String>> handle = start(engine);
        passOn(handle, 2);
        handle.signal("end");
        handle.result(EngineFixture.PATIENCE);

        WorkflowExecution again =
                engine.workflow("relay").reset(ResetOptions.toStart().withReapplySignals(false));
        handle.signal("add", "once more");
        again.signal("passOn");
        engines.until(() -> engines.run("relay").status() == WorkflowStatus.RUNNING
                && engines.allRuns().size() == 4);
        again.signal("add", "by the handle of the reset");

        handle.signal("end");
        assertThat(again.result(List.class, EngineFixture.PATIENCE)).isEqualTo(List.of("by the handle of the reset"));
    }

    @Test
    void handleFollowsTheRepetitionOfAFailedRun() {
        TestEngine engine = engines.engine().workflow(Stubborn.class).start();
        WorkflowHandle<String> handle =
                engine.client().newWorkflow(Stubborn.class).id("stubborn").start(Stubborn::run);
        handle.signal("go", "wrong");
        engines.until(() -> engines.allRuns().size() == 2);

        handle.signal("go", "right");

        assertThat(handle.result(EngineFixture.PATIENCE)).isEqualTo("right");
    }

    @Test
    void runIsFoundThoughTheRunsBeforeItWereDeleted() {
        TestEngine engine = owner();
        WorkflowHandle<List<String>> handle = start(engine);
        passOn(handle, 2);
        passOn(handle, 3);
        handle.delete();

        handle.signal("add", "word");

        assertThat(engine.workflow(Relay.class, "relay").query(Relay::generation))
                .isEqualTo(2);
        engine.workflow(Relay.class, "relay").signal(Relay::end);
        assertThat(engine.workflow("relay").result(List.class, EngineFixture.PATIENCE))
                .isEqualTo(List.of("word"));
    }

    @Test
    void signalInATransactionReachesTheRunThatTheStartedOneHasContinuedAs() {
        TestEngine engine = owner();
        WorkflowHandle<List<String>> handle = start(engine);
        passOn(handle, 2);

        store.inTransaction(() -> handle.signal("add", "word"));
        store.inTransaction(() -> handle.signal("end"));

        assertThat(handle.result(EngineFixture.PATIENCE)).containsExactly("word");
    }

    private void passOn(WorkflowHandle<List<String>> handle, int runsThen) {
        handle.signal("passOn");
        engines.until(() -> engines.allRuns().size() == runsThen);
    }

    private TestEngine owner() {
        return engines.engine().workflow(Relay.class).start();
    }

    private static WorkflowHandle<List<String>> start(TestEngine engine) {
        return engine.client().newWorkflow(Relay.class).id("relay").start(w -> w.run(0));
    }

    private static void assertCode(Runnable call, ErrorCode code) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        DurableException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    /** Fails unless it is told the right word; then it is repeated. */
    @Workflow(retry = @Retry(initialInterval = "1ms", maximumAttempts = 2))
    static class Stubborn {

        private final WorkflowContext workflow;
        private String word = "";

        Stubborn(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public String run() {
            workflow.await(() -> !word.isEmpty());
            if (!word.equals("right")) {
                throw ApplicationFailure.of(word, "Wrong");
            }
            return word;
        }

        @SignalMethod
        public void go(String with) {
            word = with;
        }
    }
}
