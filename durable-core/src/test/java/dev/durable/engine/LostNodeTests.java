package dev.durable.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.annotation.UpdateMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.client.UpdateOptions;
import dev.durable.client.UpdateStage;
import dev.durable.client.WorkflowHandle;
import dev.durable.engine.testing.EngineFixture;
import dev.durable.engine.testing.GatedWork;
import dev.durable.engine.testing.Gates;
import dev.durable.engine.testing.StoreOperation;
import dev.durable.engine.testing.StoreProbe;
import dev.durable.engine.testing.TestEngine;
import dev.durable.history.JsonEventCodec;
import dev.durable.payload.JsonFailureInfoCodec;
import dev.durable.store.StoreUnavailableException;
import dev.durable.store.memory.InMemoryStore;
import dev.durable.workflow.WorkflowContext;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A node that is lost while its runs wait for a commit that never comes: who waits for them outlives it and is told by its successor. */
class LostNodeTests {

    @RegisterExtension
    final EngineFixture engines =
            new EngineFixture(() -> new InMemoryStore(new JsonEventCodec(), new JsonFailureInfoCodec()));

    private final Gates gates = new Gates();
    private final FailingCommits commits = new FailingCommits();
    private final EngineProbe probe = new EngineProbe();

    @Test
    void resultComesFromTheSuccessor() {
        WorkflowHandle<String> handle = started();
        CompletableFuture<String> result = handle.resultAsync();
        gates.awaitBegun(engines, "main");

        loseTheNodeWhile(() -> gates.open("main"));

        engines.until(result::isDone);
        assertThat(result).isCompletedWithValue("done main");
    }

    @Test
    void endOfAnUpdateComesFromTheSuccessor() {
        WorkflowHandle<String> handle = started();
        gates.awaitBegun(engines, "main");
        CompletableFuture<String> end = handle.startUpdate(
                        UpdateOptions.waitFor(UpdateStage.ACCEPTED), "call", String.class, "part")
                .resultAsync();
        gates.awaitBegun(engines, "part");

        loseTheNodeWhile(() -> gates.open("part"));

        engines.until(end::isDone);
        assertThat(end).isCompletedWithValue("done part");
        gates.open("main");
        assertThat(handle.result(EngineFixture.PATIENCE)).isEqualTo("done main");
    }

    private WorkflowHandle<String> started() {
        TestEngine engine = engines.engine()
                .workflow(Caller.class)
                .activity(GatedWork.class, gates)
                .nodeName("node")
                .probe(commits)
                .configure(builder -> builder.probe(probe))
                .start();
        return engine.client().newWorkflow(Caller.class).id("caller").start(Caller::run);
    }

    /** What is done leads to a commit that fails and that the node tries again until it is lost. */
    private void loseTheNodeWhile(Runnable action) {
        commits.fail = true;
        action.run();
        engines.until(() -> commits.failed.getCount() == 0);
        probe.crash();
        commits.fail = false;
    }

    /** A database that has gone away, as far as commits are concerned. */
    private static final class FailingCommits implements StoreProbe {

        private final CountDownLatch failed = new CountDownLatch(1);
        private volatile boolean fail;

        @Override
        public void before(StoreOperation operation) {
            if (fail && operation == StoreOperation.COMMIT) {
                failed.countDown();
                throw new StoreUnavailableException("Down.", false, null);
            }
        }
    }

    @Workflow
    static class Caller {

        private final GatedWork work;
        private final WorkflowContext workflow;

        Caller(GatedWork work, WorkflowContext workflow) {
            this.work = work;
            this.workflow = workflow;
        }

        @WorkflowMethod
        public String run() {
            String result = work.work("main");
            workflow.await(workflow::isEveryHandlerFinished);
            return result;
        }

        @UpdateMethod
        public String call(String name) {
            return work.work(name);
        }
    }
}
