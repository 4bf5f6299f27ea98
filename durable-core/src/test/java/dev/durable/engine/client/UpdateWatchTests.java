package dev.durable.engine.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.client.UpdateHandle;
import dev.durable.client.UpdateOptions;
import dev.durable.client.UpdateStage;
import dev.durable.engine.DurableEngine;
import dev.durable.engine.EngineSettings;
import dev.durable.engine.EngineSettings.WorkerSettings;
import dev.durable.history.JsonEventCodec;
import dev.durable.history.RunOptions;
import dev.durable.history.WorkflowExecutionContinuedAsNew;
import dev.durable.history.WorkflowExecutionUpdateAccepted;
import dev.durable.payload.JsonFailureInfoCodec;
import dev.durable.search.SearchAttributes;
import dev.durable.store.DurableStore;
import dev.durable.store.StoredMessage;
import dev.durable.store.TestRun;
import dev.durable.store.memory.InMemoryStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Callers that look into the store for what becomes of their update. */
class UpdateWatchTests {

    private final InMemoryStore database = new InMemoryStore(new JsonEventCodec(), new JsonFailureInfoCodec());
    private final AtomicInteger looks = new AtomicInteger();
    private Runnable afterFirstLook = () -> {};
    private Runnable afterThirdLook = () -> {};

    @Test
    void updateIsFollowedThoughItsRunGoesOnAsANewOneBetweenTwoReads() {
        UUID node = UUID.randomUUID();
        database.registerNode(node, "node", Duration.ofMinutes(10));
        TestRun first = TestRun.ownedBy(node);
        TestRun second = TestRun.ownedBy(node).withWorkflowId(first.workflowId());
        database.commit(List.of(first.start()));
        // the message is still seen, and then the end of its run, which is not seen a second time
        afterFirstLook = () -> goesOn(first, second);
        afterThirdLook = () -> accepts(second);

        UpdateHandle<Integer> update = client().client()
                .workflow(first.workflowId())
                .startUpdate(UpdateOptions.waitFor(UpdateStage.ACCEPTED).withUpdateId("u"), "note", Integer.class, 1);

        assertThat(update.updateId()).isEqualTo("u");
        assertThat(looks.get()).isGreaterThanOrEqualTo(3);
    }

    private void goesOn(TestRun first, TestRun second) {
        database.commit(List.of(first.turn()
                .events(new WorkflowExecutionContinuedAsNew(
                        2,
                        first.startedAt().plusSeconds(2),
                        second.runId(),
                        first.workflowType(),
                        first.taskQueue(),
                        List.of(),
                        RunOptions.NONE,
                        Map.of(),
                        Map.of(),
                        SearchAttributes.EMPTY))
                .continuesAs(second.start())
                .write()));
    }

    private void accepts(TestRun run) {
        StoredMessage message = database.messages(run.runId()).get(0);
        WorkflowExecutionUpdateAccepted request = (WorkflowExecutionUpdateAccepted) message.event();
        database.commit(List.of(run.turn()
                .events(request.at(2, run.startedAt().plusSeconds(2)))
                .consumes(message)
                .write()));
    }

    /** A client whose node executes nothing. */
    private DurableEngine client() {
        WorkerSettings none = WorkerSettings.DEFAULT;
        WorkerSettings disabled = new WorkerSettings(
                false,
                none.taskQueues(),
                none.maxConcurrentActivities(),
                none.maxCachedRuns(),
                none.maxWorkflowThreads(),
                none.virtualActivityThreads(),
                none.gracePeriod(),
                none.retryInterval(),
                none.maxRetryInterval(),
                none.history(),
                none.codeBlockLimit(),
                none.localActivityWait());
        EngineSettings all = EngineSettings.DEFAULT;
        return DurableEngine.builder(watched())
                .settings(new EngineSettings(
                        disabled,
                        all.commit(),
                        all.cluster(),
                        all.client(),
                        all.retention(),
                        all.defaultStartToCloseTimeout()))
                .build();
    }

    private DurableStore watched() {
        return (DurableStore) Proxy.newProxyInstance(
                DurableStore.class.getClassLoader(),
                new Class<?>[] {DurableStore.class},
                (proxy, method, arguments) -> {
                    try {
                        Object result = method.invoke(database, arguments);
                        if (method.getName().equals("messages")) {
                            looked();
                        }
                        return result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private void looked() {
        switch (looks.incrementAndGet()) {
            case 1 -> afterFirstLook.run();
            case 3 -> afterThirdLook.run();
            default -> {}
        }
    }
}
