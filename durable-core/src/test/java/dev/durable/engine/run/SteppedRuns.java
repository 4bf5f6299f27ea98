package dev.durable.engine.run;

import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.engine.EngineSettings;
import dev.durable.engine.EngineSettings.CommitSettings;
import dev.durable.engine.EngineSettings.WorkerSettings;
import dev.durable.engine.activity.ActivityEnvironment;
import dev.durable.engine.activity.ActivityExecutor;
import dev.durable.engine.activity.RoutedActivities;
import dev.durable.engine.activity.ThreadBoundActivityContext;
import dev.durable.engine.commit.CommitPipeline;
import dev.durable.engine.replay.ReplayServices;
import dev.durable.engine.testing.ProbedStore;
import dev.durable.engine.testing.ReplayFixture;
import dev.durable.engine.testing.StoreProbe;
import dev.durable.engine.time.ManualTime;
import dev.durable.history.JsonEventCodec;
import dev.durable.history.WorkflowExecutionSignaled;
import dev.durable.history.WorkflowExecutionStarted;
import dev.durable.payload.JsonFailureInfoCodec;
import dev.durable.store.HostedWork;
import dev.durable.store.NewRun;
import dev.durable.store.StoredRun;
import dev.durable.store.memory.InMemoryStore;
import dev.durable.store.memory.StoreFaults;
import dev.durable.workflow.WorkflowContext;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** The runs of a node, on a store in memory. Turns and commits happen when the test says so. */
final class SteppedRuns {

    static final UUID RUN_ID = ReplayFixture.RUN_ID;
    static final UUID NODE_ID = UUID.fromString("01900000-0000-7000-8000-00000000000a");

    private final ReplayServices services;
    private final ManualTime time = new ManualTime();
    private final Queue<Runnable> turns = new ArrayDeque<>();
    private final Queue<Runnable> commits = new ArrayDeque<>();
    private final ProbedStore store = new ProbedStore(
            new InMemoryStore(new JsonEventCodec(), new JsonFailureInfoCodec(), time::now, StoreFaults.NONE),
            StoreProbe.NONE);

    /** The services know {@link Door}. */
    SteppedRuns(ReplayServices services) {
        this.services = services;
    }

    Runs newRuns() {
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
                new ThreadBoundActivityContext(services.payloads()));
        return new Runs(
                new RunEnvironment(
                        NODE_ID,
                        store,
                        new CommitPipeline(store, time, commits::add, CommitSettings.DEFAULT),
                        activities,
                        new RoutedActivities(
                                NODE_ID,
                                store,
                                time,
                                Runnable::run,
                                WorkerSettings.DEFAULT.taskQueues(),
                                services.failures(),
                                directory,
                                () -> {}),
                        services,
                        time,
                        turns::add,
                        new Lease(time, Duration.ofDays(365)),
                        new Claims(Duration.ofSeconds(1), () -> {}),
                        new HostedWork(
                                Set.of(EngineSettings.DEFAULT_TASK_QUEUE),
                                services.definitions().workflowTypes()),
                        WorkerSettings.DEFAULT),
                directory);
    }

    ManualTime time() {
        return time;
    }

    ProbedStore store() {
        return store;
    }

    /** The run as it is stored. */
    StoredRun run() {
        return store.findRun(RUN_ID).orElseThrow();
    }

    CompletableFuture<Void> begin(Runs runs) {
        NewRun row = new NewRun("door-1", "Door", EngineSettings.DEFAULT_TASK_QUEUE, time.now(), NODE_ID, null);
        return runs.begin(
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
    }

    WorkflowExecutionSignaled knock() {
        return new WorkflowExecutionSignaled(0, time.now(), "knock", List.of());
    }

    /** All that can be done before a commit. */
    void takeTurns() {
        drain(turns);
    }

    /** All that can be done before time goes on. */
    void settle() {
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
