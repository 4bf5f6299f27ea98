package dev.durable.engine.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.client.WorkflowExecution;
import dev.durable.client.WorkflowHandle;
import dev.durable.engine.testing.TestEngine;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.history.WorkflowExecutionSignaled;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.Test;

/** Signals that race with the end of the run: delivered or refused, never lost and never both. */
public interface SignalRaceScenarios extends EngineScenarios {

    @Test
    default void signalRacingWithCompletionIsDeliveredOrRefused() {
        TestEngine owner = engines().engine().workflow(Inbox.class).start();

        race(40, owner, List.of(owner, owner));
    }

    @Test
    default void signalFromElsewhereRacingWithCompletionIsDeliveredOrRefused() {
        TestEngine owner = engines().engine().workflow(Inbox.class).start();
        TestEngine client =
                engines().engine().workflow(Inbox.class).clientOnly().start();

        race(40, owner, List.of(client, owner, client));
    }

    @Test
    default void signalRacingWithAStopIsDeliveredInTheEnd() {
        TestEngine client =
                engines().engine().workflow(Inbox.class).clientOnly().start();
        TestEngine owner = engines().engine().workflow(Inbox.class).start();
        WorkflowHandle<List<String>> handle =
                owner.client().newWorkflow(Inbox.class).id("inbox").start(w -> w.collect(60));

        CompletableFuture<Void> sender = CompletableFuture.runAsync(() -> {
            for (int i = 0; i < 60; i++) {
                TestEngine from = i % 2 == 0 ? owner : client;
                from.workflow("inbox").signal("put", "item " + i);
            }
        });
        while (!sender.isDone()) {
            owner.stop();
            owner.start();
        }
        sender.join();

        assertThat(handle.result()).hasSize(60).doesNotHaveDuplicates();
    }

    private void race(int rounds, TestEngine owner, List<TestEngine> senders) {
        for (int round = 0; round < rounds; round++) {
            String id = "inbox-" + round;
            owner.client().newWorkflow(Inbox.class).id(id).start(w -> w.collect(1000));
            CyclicBarrier barrier = new CyclicBarrier(senders.size() + 1);
            List<CompletableFuture<List<String>>> sent = new ArrayList<>();
            for (int i = 0; i < senders.size(); i++) {
                WorkflowExecution target = senders.get(i).workflow(id);
                String prefix = "sender " + i + " item ";
                sent.add(CompletableFuture.supplyAsync(() -> {
                    await(barrier);
                    return sendUntilRefused(target, prefix);
                }));
            }
            await(barrier);
            owner.workflow(Inbox.class, id).signal(Inbox::finish);

            List<String> accepted = new ArrayList<>();
            sent.forEach(items -> accepted.addAll(items.join()));
            assertThat(delivered(id)).as("round %d", round).containsExactlyInAnyOrderElementsOf(accepted);
        }
    }

    private static List<String> sendUntilRefused(WorkflowExecution target, String prefix) {
        List<String> accepted = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            try {
                target.signal("put", prefix + i);
            } catch (DurableException e) {
                assertThat(e.code()).isEqualTo(ErrorCode.WORKFLOW_CLOSED);
                return accepted;
            }
            accepted.add(prefix + i);
        }
        return accepted;
    }

    private List<String> delivered(String workflowId) {
        engines().until(() -> engines().run(workflowId).status().isClosed());
        return engines().history(workflowId).stream()
                .filter(WorkflowExecutionSignaled.class::isInstance)
                .map(WorkflowExecutionSignaled.class::cast)
                .filter(signal -> signal.signalName().equals("put"))
                .map(signal -> signal.input().get(0).data().replace("\"", ""))
                .toList();
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
