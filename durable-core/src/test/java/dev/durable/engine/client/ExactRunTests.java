package dev.durable.engine.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.durable.client.ResetOptions;
import dev.durable.client.TypedWorkflowExecution;
import dev.durable.client.WorkflowClosedException;
import dev.durable.client.WorkflowExecution;
import dev.durable.client.WorkflowNotFoundException;
import dev.durable.client.WorkflowStatus;
import dev.durable.engine.testing.EngineFixture;
import dev.durable.engine.testing.TestEngine;
import dev.durable.history.JsonEventCodec;
import dev.durable.payload.JsonFailureInfoCodec;
import dev.durable.store.memory.InMemoryStore;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Runs that are addressed by their ids. */
class ExactRunTests {

    @RegisterExtension
    private final EngineFixture engines =
            new EngineFixture(() -> new InMemoryStore(new JsonEventCodec(), new JsonFailureInfoCodec()));

    @Test
    void earlierRunIsLookedAtByItsId() {
        TestEngine engine = engines.engine().workflow(Relay.class).start();
        UUID first = firstOfTwoRuns(engine);

        TypedWorkflowExecution<Relay> run = engine.client().workflow(Relay.class, "relay", first);

        assertThat(run.query(Relay::generation)).isZero();
        assertThat(run.describe().summary().runId()).isEqualTo(first);
        assertThat(run.describe().summary().status()).isEqualTo(WorkflowStatus.CONTINUED_AS_NEW);
        assertThat(run.history()).isEqualTo(engines.store().history(first, 0));
        assertThat(run.exportHistory()).contains(first.toString());
        assertThat(engine.workflow(Relay.class, "relay").query(Relay::generation))
                .isOne();
    }

    @Test
    void messagesDoNotGoOnToTheNextRun() {
        TestEngine engine = engines.engine().workflow(Relay.class).start();
        TypedWorkflowExecution<Relay> run = engine.client().workflow(Relay.class, "relay", firstOfTwoRuns(engine));

        for (Runnable call : List.<Runnable>of(
                () -> run.signal(w -> w.add("late")),
                () -> run.update(w -> w.put("late")),
                () -> run.cancel("late"),
                () -> run.terminate("late"))) {
            assertThatThrownBy(call::run)
                    .isInstanceOf(WorkflowClosedException.class)
                    .hasMessageContaining("DUR-2003: Workflow 'relay' (run ")
                    .hasMessageContaining(") has closed as CONTINUED_AS_NEW.");
        }

        assertThat(engines.history("relay")).hasSize(1);
    }

    @Test
    void openRunTakesMessagesHereAndFromElsewhere() {
        TestEngine engine = engines.engine().workflow(Relay.class).start();
        TestEngine client = engines.engine().workflow(Relay.class).clientOnly().start();
        firstOfTwoRuns(engine);
        UUID open = engines.run("relay").runId();

        engine.client().workflow(Relay.class, "relay", open).signal(w -> w.add("here"));
        String answer = client.client().workflow(Relay.class, "relay", open).update(w -> w.put("elsewhere"));
        client.client().workflow("relay", open).signal("end");

        assertThat(answer).isEqualTo("put elsewhere");
        assertThat(client.client().workflow("relay", open).result(List.class, EngineFixture.PATIENCE))
                .isEqualTo(List.of("here", "elsewhere"));
    }

    @Test
    void resultIsThatOfTheLastRun() {
        TestEngine engine = engines.engine().workflow(Relay.class).start();
        WorkflowExecution first = engine.client().workflow("relay", firstOfTwoRuns(engine));

        engine.workflow(Relay.class, "relay").signal(w -> w.add("word"));
        engine.workflow(Relay.class, "relay").signal(Relay::end);

        assertThat(first.result(List.class, EngineFixture.PATIENCE)).isEqualTo(List.of("word"));
    }

    @Test
    void earlierRunIsReset() {
        TestEngine engine = engines.engine().workflow(Relay.class).start();
        WorkflowExecution first = engine.client().workflow("relay", firstOfTwoRuns(engine));
        engine.workflow(Relay.class, "relay").signal(Relay::end);
        engines.until(() -> engines.run("relay").status() == WorkflowStatus.COMPLETED);

        WorkflowExecution again = first.reset(ResetOptions.toStart().withReapplySignals(false));

        assertThat(again.<Integer>query("generation", Integer.class)).isZero();
        assertThat(engines.run("relay").status()).isEqualTo(WorkflowStatus.RUNNING);
    }

    @Test
    void runOfAnotherWorkflowIdIsNotFound() {
        TestEngine engine = engines.engine().workflow(Relay.class).start();
        UUID open = engine.client()
                .newWorkflow(Relay.class)
                .id("relay")
                .start(w -> w.run(0))
                .runId();

        for (WorkflowExecution none : List.of(
                engine.client().workflow("another", open), engine.client().workflow("relay", UUID.randomUUID()))) {
            assertThatThrownBy(() -> none.signal("end")).isInstanceOf(WorkflowNotFoundException.class);
            assertThatThrownBy(none::describe).isInstanceOf(WorkflowNotFoundException.class);
            assertThatThrownBy(none::history).isInstanceOf(WorkflowNotFoundException.class);
            assertThatThrownBy(() -> none.query("generation", Integer.class))
                    .isInstanceOf(WorkflowNotFoundException.class);
            assertThatThrownBy(() -> none.result(List.class, EngineFixture.PATIENCE))
                    .isInstanceOf(WorkflowNotFoundException.class);
            assertThatThrownBy(() -> none.reset(ResetOptions.toStart())).isInstanceOf(WorkflowNotFoundException.class);
            assertThatThrownBy(none::delete).isInstanceOf(WorkflowNotFoundException.class);
        }
    }

    @Test
    void refusalTellsWhetherTheWorkflowOrItsRunIsMissing() {
        TestEngine engine = engines.engine().workflow(Relay.class).start();
        engine.client().newWorkflow(Relay.class).id("relay").start(w -> w.run(0));
        UUID none = UUID.randomUUID();

        assertThatThrownBy(() -> engine.client().workflow("relay", none).describe())
                .hasMessageStartingWith("DUR-2002: Workflow 'relay' has no run " + none + ".");
        assertThatThrownBy(() -> engine.client().workflow("another", none).describe())
                .hasMessageStartingWith("DUR-2002: There is no workflow 'another'.");
    }

    private UUID firstOfTwoRuns(TestEngine engine) {
        UUID first = engine.client()
                .newWorkflow(Relay.class)
                .id("relay")
                .start(w -> w.run(0))
                .runId();
        engine.workflow(Relay.class, "relay").signal(Relay::passOn);
        engines.until(() -> engines.allRuns().size() == 2);
        return first;
    }
}
