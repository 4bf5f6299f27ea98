package dev.durable.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.client.WorkflowStatus;
import dev.durable.engine.EngineSettings;
import dev.durable.engine.EngineSettings.CommitSettings;
import dev.durable.engine.EngineSettings.WorkerSettings;
import dev.durable.engine.activity.ActivityEnvironment;
import dev.durable.engine.activity.ActivityExecutor;
import dev.durable.engine.activity.ThreadBoundActivityContext;
import dev.durable.engine.commit.CommitPipeline;
import dev.durable.engine.replay.ReplayServices;
import dev.durable.engine.testing.ProbedStore;
import dev.durable.engine.testing.ReplayFixture;
import dev.durable.engine.testing.StoreOperation;
import dev.durable.engine.testing.StoreProbe;
import dev.durable.engine.time.ManualTime;
import dev.durable.history.EventType;
import dev.durable.history.HistoryEvent;
import dev.durable.history.JsonEventCodec;
import dev.durable.history.WorkflowExecutionSignaled;
import dev.durable.history.WorkflowExecutionStarted;
import dev.durable.payload.JsonFailureInfoCodec;
import dev.durable.store.NewRun;
import dev.durable.store.StoredRun;
import dev.durable.store.TurnWrite;
import dev.durable.store.memory.InMemoryStore;
import dev.durable.store.memory.StoreFaults;
import dev.durable.workflow.WorkflowContext;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Events that wait for a run in the store. Turns and commits happen when the test says so. */
class StoredMessageTests {

    private static final UUID RUN_ID = ReplayFixture.RUN_ID;
    private static final UUID NODE_ID = UUID.fromString("01900000-0000-7000-8000-00000000000a");

    @RegisterExtension
    private final ReplayFixture replay = new ReplayFixture().workflow(Door.class);

    private final ManualTime time = new ManualTime();
    private final Queue<Runnable> turns = new ArrayDeque<>();
    private final Queue<Runnable> commits = new ArrayDeque<>();
    private final List<TurnWrite> written = new ArrayList<>();
    private final ProbedStore store = new ProbedStore(
            new InMemoryStore(new JsonEventCodec(), new JsonFailureInfoCodec(), time::now, StoreFaults.NONE),
            new StoreProbe() {
                @Override
                public void beforeCommit(List<TurnWrite> turns) {
                    written.addAll(turns);
                }
            });
    private Runs runs;

    @BeforeEach
    void runThatWaits() {
        runs = newRuns();
        NewRun row = new NewRun("door-1", "Door", EngineSettings.DEFAULT_TASK_QUEUE, time.now(), NODE_ID, null);
        runs.begin(
                RUN_ID,
                row,
                new WorkflowExecutionStarted(
                        1,
                        time.now(),
                        row.workflowId(),
                        row.workflowType(),
                        row.taskQueue(),
                        List.of(),
                        WorkflowExecutionStarted.CURRENT_ENGINE_VERSION));
        settle();
        written.clear();
    }

    @Test
    void messageThatIsAnnouncedTwiceIsAppliedOnce() {
        store.addMessage(RUN_ID, UUID.randomUUID(), knock());

        runs.messagesStored(RUN_ID);
        runs.messagesStored(RUN_ID);
        settle();

        assertThat(written)
                .singleElement()
                .satisfies(turn -> assertThat(turn.consumedMessages()).hasSize(1));
        assertThat(signals()).hasSize(1);
    }

    @Test
    void eventThatComesJustBeforeFailingCodeIsTriedAgainIsDelivered() {
        StoredRun adopted = run();
        runs = newRuns();
        failNextRead();
        runs.adopt(adopted);
        drain(turns);
        runs.deliver(RUN_ID, knock());
        runs.deliver(RUN_ID, knock());
        time.advance(WorkerSettings.DEFAULT.retryInterval());

        settle();

        assertThat(signals()).hasSize(2);
        assertThat(run().status()).isEqualTo(WorkflowStatus.COMPLETED);
    }

    private Runs newRuns() {
        ReplayServices services = replay.services();
        RunDirectory directory = new RunDirectory();
        ActivityExecutor activities = new ActivityExecutor(
                new ActivityEnvironment(
                        services.definitions(),
                        services.payloads(),
                        services.failures(),
                        time,
                        Runnable::run,
                        1,
                        directory),
                new ThreadBoundActivityContext(services.payloads(), time));
        return new Runs(
                new RunEnvironment(
                        NODE_ID,
                        store,
                        new CommitPipeline(store, time, commits::add, CommitSettings.DEFAULT),
                        activities,
                        services,
                        time,
                        turns::add,
                        WorkerSettings.DEFAULT),
                directory);
    }

    /** Only the next one: what looks like an error of the code is one of the moment. */
    private void failNextRead() {
        store.probe(new StoreProbe() {
            @Override
            public void before(StoreOperation operation) {
                if (operation == StoreOperation.READ) {
                    store.probe(StoreProbe.NONE);
                    throw new IllegalStateException("cannot be read");
                }
            }
        });
    }

    private WorkflowExecutionSignaled knock() {
        return new WorkflowExecutionSignaled(0, time.now(), "knock", List.of());
    }

    private StoredRun run() {
        return store.findRun(RUN_ID).orElseThrow();
    }

    private List<HistoryEvent> signals() {
        return store.history(RUN_ID, 0).stream()
                .filter(event -> event.type() == EventType.WorkflowExecutionSignaled)
                .toList();
    }

    private void settle() {
        while (!turns.isEmpty() || !commits.isEmpty()) {
            drain(turns);
            drain(commits);
        }
    }

    private static void drain(Queue<Runnable> tasks) {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    /** Opens at the second knock. */
    @Workflow
    static class Door {

        private final WorkflowContext workflow;
        private int knocks;

        Door(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public void guard() {
            workflow.await(() -> knocks == 2);
        }

        @SignalMethod
        public void knock() {
            knocks++;
        }
    }
}
