package dev.durable.engine.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.durable.client.TypedWorkflowExecution;
import dev.durable.client.WorkflowNotFoundException;
import dev.durable.engine.testing.CommitGate;
import dev.durable.engine.testing.TestEngine;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.history.EventType;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Asking workflows for their state. */
public interface QueryScenarios extends EngineScenarios {

    @Test
    default void openRunAnswers() {
        TypedWorkflowExecution<Inbox> inbox =
                startedInbox(engines().engine().workflow(Inbox.class).start());

        assertThat(inbox.query(Inbox::items)).isEmpty();
        inbox.signal(w -> w.put("a"));

        assertThat(inbox.query(Inbox::items)).containsExactly("a");
        String first = inbox.query(w -> w.item(0));
        assertThat(first).isEqualTo("a");
        assertThat(inbox.query("item", String.class, 0)).isEqualTo("a");
    }

    @Test
    default void evictedRunAnswersAfterAReplay() {
        TestEngine engine = engines().engine().workflow(Inbox.class).start();
        TypedWorkflowExecution<Inbox> inbox = startedInbox(engine);
        inbox.signal(w -> w.put("a"));

        for (int i = 0; i < 10; i++) {
            engine.engine().evictIdleRuns();
            assertThat(inbox.query(Inbox::items)).containsExactly("a");
        }
    }

    @Test
    default void closedRunAnswers() {
        TypedWorkflowExecution<Inbox> inbox =
                startedInbox(engines().engine().workflow(Inbox.class).start());
        inbox.signal(w -> w.put("a"));
        inbox.signal(Inbox::finish);

        engines().until(() -> inbox.describe().summary().status().isClosed());

        assertThat(inbox.query(Inbox::items)).containsExactly("a");
    }

    @Test
    default void runOfAnotherEngineAnswers() {
        TestEngine owner = engines().engine().workflow(Inbox.class).start();
        TestEngine other = engines().engine().workflow(Inbox.class).start();
        TestEngine client =
                engines().engine().workflow(Inbox.class).clientOnly().start();
        startedInbox(owner).signal(w -> w.put("a"));

        assertThat(other.workflow(Inbox.class, "inbox").query(Inbox::items)).containsExactly("a");
        assertThat(client.workflow(Inbox.class, "inbox").query(Inbox::items)).containsExactly("a");
    }

    @Test
    default void stoppedEngineAnswers() {
        TestEngine engine = engines().engine().workflow(Inbox.class).start();
        TypedWorkflowExecution<Inbox> inbox = startedInbox(engine);
        inbox.signal(w -> w.put("a"));
        engine.stop();

        assertThat(inbox.query(Inbox::items)).containsExactly("a");
    }

    @Test
    default void unknownQueryIsRefusedWithWhatThereIs() {
        TypedWorkflowExecution<Inbox> inbox =
                startedInbox(engines().engine().workflow(Inbox.class).start());

        assertThatThrownBy(() -> inbox.query("status", String.class))
                .isInstanceOfSatisfying(
                        DurableException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.QUERY_FAILED))
                .hasMessageContaining("Inbox has no query 'status'")
                .hasMessageContaining("items");
    }

    @Test
    default void queryThatDoesNotFitIsRefusedWithItsSignature() {
        TestEngine owner = engines().engine().workflow(Inbox.class).start();
        TestEngine other = engines().engine().workflow(Inbox.class).start();
        startedInbox(owner).signal(w -> w.put("a"));

        for (TestEngine engine : List.of(owner, other)) {
            assertThatThrownBy(() -> engine.workflow("inbox").query("item", String.class))
                    .isInstanceOfSatisfying(
                            DurableException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.QUERY_FAILED))
                    .hasMessageContaining("item(int): String takes 1 arguments but got 0");
            assertThatThrownBy(() -> engine.workflow("inbox").query("item", String.class, "first"))
                    .hasMessageContaining("DUR-2006")
                    .hasMessageContaining("item(int): String");
            assertThatThrownBy(() -> engine.workflow("inbox").query("items", Integer.class))
                    .hasMessageContaining("DUR-2006")
                    .hasMessageContaining("is no java.lang.Integer")
                    .hasMessageContaining("items(): List<String>");
        }
    }

    @Test
    default void queryThatFailsTellsWhyAndHarmsNothing() {
        TypedWorkflowExecution<Inbox> inbox =
                startedInbox(engines().engine().workflow(Inbox.class).start());

        assertThatThrownBy(() -> inbox.query(w -> w.item(7)))
                .isInstanceOfSatisfying(
                        DurableException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.QUERY_FAILED))
                .hasRootCauseInstanceOf(IndexOutOfBoundsException.class);

        inbox.signal(w -> w.put("a"));
        assertThat(inbox.query(Inbox::items)).containsExactly("a");
    }

    @Test
    default void queryOfNothingIsRefused() {
        TestEngine engine = engines().engine().workflow(Inbox.class).start();

        assertThatThrownBy(() -> engine.workflow(Inbox.class, "nowhere").query(Inbox::items))
                .isInstanceOf(WorkflowNotFoundException.class);
    }

    @Test
    default void queryOfATypeThatIsNotHereIsRefused() {
        startedInbox(engines().engine().workflow(Inbox.class).start());
        TestEngine without = engines()
                .engine()
                .workflow(StartAndResultScenarios.Silent.class)
                .clientOnly()
                .start();

        assertThatThrownBy(() -> without.workflow("inbox").query("items", List.class))
                .isInstanceOfSatisfying(
                        DurableException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.WORKFLOW_TYPE_UNKNOWN));
    }

    @Test
    default void queryNeverShowsWhatIsNotCommitted() {
        CommitGate gate = CommitGate.at(EventType.WorkflowExecutionSignaled);
        TestEngine dying = engines()
                .engine()
                .workflow(Inbox.class)
                .nodeName("node")
                .probe(gate)
                .start();
        TypedWorkflowExecution<Inbox> inbox = startedInbox(dying);
        CompletableFuture<Void> signal = CompletableFuture.runAsync(() -> inbox.signal(w -> w.put("a")));
        engines().until(gate::isReached);
        CompletableFuture<List<String>> answer = CompletableFuture.supplyAsync(() -> inbox.query(Inbox::items));

        dying.crash();
        gate.open();
        TestEngine next =
                engines().engine().workflow(Inbox.class).nodeName("node").start();

        assertThat(next.workflow(Inbox.class, "inbox").query(Inbox::items)).isEmpty();
        assertThat(signal).isNotDone();
        assertThat(answer).isNotDone();
    }

    private static TypedWorkflowExecution<Inbox> startedInbox(TestEngine engine) {
        engine.client().newWorkflow(Inbox.class).id("inbox").start(w -> w.collect(100));
        return engine.workflow(Inbox.class, "inbox");
    }
}
