package dev.durable.engine.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.annotation.Activity;
import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.client.SignalOptions;
import dev.durable.client.WorkflowClient;
import dev.durable.client.WorkflowHandle;
import dev.durable.engine.testing.EngineFixture;
import dev.durable.engine.testing.TestEngine;
import dev.durable.history.EventText;
import dev.durable.workflow.WorkflowContext;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Signals that carry a request id, and signals from activities. */
public interface SignalRequestScenarios extends EngineScenarios {

    /** Runs the work in a transaction on the store's database, which rolls back if the work throws. */
    void inTransaction(Runnable work);

    @Test
    default void secondSignalOfARequestIsDropped() {
        TestEngine owner = engines().engine().workflow(Inbox.class).start();
        TestEngine client =
                engines().engine().workflow(Inbox.class).clientOnly().start();
        WorkflowHandle<List<String>> handle = start(owner, 3);
        SignalOptions request = SignalOptions.requestId("request-1");

        owner.workflow(Inbox.class, "inbox").signal(request, w -> w.put("a"));
        owner.workflow(Inbox.class, "inbox").signal(request, w -> w.put("a again"));
        owner.engine().evictIdleRuns();
        client.workflow("inbox").signal(request, "put", "a once more");
        inTransaction(() -> owner.workflow("inbox").signal(request, "put", "a at last"));
        engines().until(() -> engines().run("inbox").pendingMessages() == 0);
        owner.workflow("inbox").signal(SignalOptions.requestId("request-2"), "put", "b");
        owner.workflow("inbox").signal("put", "c");

        assertThat(handle.result(EngineFixture.PATIENCE)).containsExactly("a", "b", "c");
    }

    @Test
    default void requestsAreKnownToTheNextOwner() {
        TestEngine owner =
                engines().engine().workflow(Inbox.class).nodeName("node").start();
        start(owner, 2);
        owner.workflow("inbox").signal(SignalOptions.requestId("r"), "put", "a");
        owner.crash();
        TestEngine next =
                engines().engine().workflow(Inbox.class).nodeName("node").start();

        next.workflow("inbox").signal(SignalOptions.requestId("r"), "put", "a again");
        next.workflow("inbox").signal("put", "b");

        assertThat(next.workflow("inbox").result(List.class, EngineFixture.PATIENCE))
                .isEqualTo(List.of("a", "b"));
    }

    @Test
    default void repeatedSignalThatNobodyTakesIsRecordedOnce() {
        TestEngine owner = engines().engine().workflow(Inbox.class).start();
        TestEngine client =
                engines().engine().workflow(Inbox.class).clientOnly().start();
        WorkflowHandle<List<String>> handle = start(owner, 1);
        SignalOptions request = SignalOptions.requestId("r");

        owner.workflow("inbox").signal(request, "unknown", 1);
        client.workflow("inbox").signal(request, "unknown", 2);
        owner.workflow("inbox").signal(request, "unknown", 3);
        engines().until(() -> engines().run("inbox").pendingMessages() == 3);
        owner.workflow("inbox").signal("put", "a");

        assertThat(handle.result(EngineFixture.PATIENCE)).containsExactly("a");
        assertThat(EventText.of(engines().history("inbox")))
                .filteredOn(event -> event.startsWith("signal unknown"))
                .hasSize(1);
    }

    @Test
    default void manySendersOfOneRequestAreHeardOnce() {
        TestEngine owner = engines().engine().workflow(Inbox.class).start();
        TestEngine client =
                engines().engine().workflow(Inbox.class).clientOnly().start();
        WorkflowHandle<List<String>> handle = start(owner, 2);

        IntStream.range(0, 20)
                .mapToObj(i -> CompletableFuture.runAsync(() -> (i % 2 == 0 ? owner : client)
                        .workflow("inbox")
                        .signal(SignalOptions.requestId("r"), "put", "once")))
                .toList()
                .forEach(CompletableFuture::join);
        engines().until(() -> engines().run("inbox").pendingMessages() == 0);
        owner.workflow("inbox").signal("put", "end");

        assertThat(handle.result(EngineFixture.PATIENCE)).containsExactly("once", "end");
    }

    @Test
    default void activitySignalsItsWorkflowAndOthers() {
        AtomicReference<WorkflowClient> client = new AtomicReference<>();
        TestEngine engine = engines()
                .engine()
                .workflow(Asking.class, Inbox.class)
                .activity(
                        Messenger.class, (to, text) -> client.get().workflow(to).signal("put", text))
                .start();
        client.set(engine.client());
        WorkflowHandle<List<String>> inbox = start(engine, 1);

        WorkflowHandle<List<String>> asking =
                engine.client().newWorkflow(Asking.class).id("asking").start(w -> w.run("inbox"));

        assertThat(asking.result(EngineFixture.PATIENCE)).containsExactly("to myself");
        assertThat(inbox.result(EngineFixture.PATIENCE)).containsExactly("to another");
    }

    private static WorkflowHandle<List<String>> start(TestEngine engine, int wanted) {
        return engine.client().newWorkflow(Inbox.class).id("inbox").start(w -> w.collect(wanted));
    }

    /** Sends signals. */
    @Activity
    interface Messenger {

        void send(String to, String text);
    }

    /** Has messages sent to itself and to another one. */
    @Workflow
    class Asking {

        private final WorkflowContext workflow;
        private final Messenger messenger;
        private final List<String> received = new ArrayList<>();

        Asking(WorkflowContext workflow, Messenger messenger) {
            this.workflow = workflow;
            this.messenger = messenger;
        }

        @WorkflowMethod
        public List<String> run(String other) {
            messenger.send(workflow.info().workflowId(), "to myself");
            messenger.send(other, "to another");
            workflow.await(() -> !received.isEmpty());
            return received;
        }

        @SignalMethod
        public void put(String text) {
            received.add(text);
        }
    }
}
