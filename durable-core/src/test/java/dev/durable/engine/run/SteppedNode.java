package dev.durable.engine.run;

import dev.durable.engine.EngineSettings;
import dev.durable.engine.EngineSettings.CommitSettings;
import dev.durable.engine.EngineSettings.WorkerSettings;
import dev.durable.engine.Uuids;
import dev.durable.engine.activity.ActivityEnvironment;
import dev.durable.engine.activity.ActivityExecutor;
import dev.durable.engine.activity.RoutedActivities;
import dev.durable.engine.activity.ThreadBoundActivityContext;
import dev.durable.engine.commit.CommitPipeline;
import dev.durable.engine.replay.ReplayServices;
import dev.durable.engine.testing.MortalTime;
import dev.durable.engine.testing.ProbedStore;
import dev.durable.engine.testing.StoreProbe;
import dev.durable.engine.time.ManualTime;
import dev.durable.history.InboundEvent;
import dev.durable.history.RunOptions;
import dev.durable.history.RunOrigin;
import dev.durable.history.WorkflowExecutionStarted;
import dev.durable.history.WorkflowExecutionUpdateAccepted;
import dev.durable.payload.Payload;
import dev.durable.search.SearchAttributes;
import dev.durable.store.DurableStore;
import dev.durable.store.HostedWork;
import dev.durable.store.NewRun;
import dev.durable.store.StoredRun;
import dev.durable.store.TurnWrite;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** One node of a {@link SteppedCluster}. Not thread-safe. */
final class SteppedNode {

    private static final int MAX_STEPS = 10_000;

    private final UUID nodeId;
    private final ReplayServices services;
    private final ManualTime time;
    private final MortalTime ownTime;
    private final Queue<Runnable> turns = new ArrayDeque<>();
    private final Queue<Runnable> commits = new ArrayDeque<>();
    private final Queue<Runnable> attempts = new ArrayDeque<>();
    private final ProbedStore store;
    private final ActivityExecutor activities;
    private final Lease lease;
    private final Runs runs;
    private final DurableStore cluster;
    private Runnable beforeTask = () -> {};
    private boolean crashed;
    private int steps;

    SteppedNode(UUID nodeId, DurableStore cluster, ReplayServices services, ManualTime time) {
        this.nodeId = nodeId;
        this.cluster = cluster;
        this.services = services;
        this.time = time;
        this.ownTime = new MortalTime(time);
        this.store = new ProbedStore(cluster, StoreProbe.NONE);
        RunDirectory directory = new RunDirectory();
        this.activities = new ActivityExecutor(
                new ActivityEnvironment(
                        services.definitions(),
                        services.payloads(),
                        services.failures(),
                        ownTime,
                        attempts::add,
                        100,
                        directory),
                new ThreadBoundActivityContext(services.payloads()));
        this.lease = new Lease(ownTime, Duration.ofDays(365));
        this.runs = new Runs(
                new RunEnvironment(
                        nodeId,
                        store,
                        new CommitPipeline(store, ownTime, commits::add, CommitSettings.DEFAULT),
                        activities,
                        new RoutedActivities(
                                nodeId,
                                store,
                                ownTime,
                                Runnable::run,
                                WorkerSettings.DEFAULT.taskQueues(),
                                services.failures(),
                                directory,
                                () -> {}),
                        services,
                        ownTime,
                        turns::add,
                        lease,
                        new Claims(Duration.ofSeconds(1), () -> {}),
                        new HostedWork(
                                Set.of(EngineSettings.DEFAULT_TASK_QUEUE),
                                services.definitions().workflowTypes()),
                        WorkerSettings.DEFAULT),
                directory);
    }

    UUID nodeId() {
        return nodeId;
    }

    Runs runs() {
        return runs;
    }

    ProbedStore store() {
        return store;
    }

    /** Begins a run of the workflow type. */
    CompletableFuture<Void> begin(String workflowId, Class<?> type, Object... arguments) {
        return begin(workflowId, type, RunOptions.NONE, arguments);
    }

    /** Begins a run of the workflow type, with limits and the like. */
    CompletableFuture<Void> begin(String workflowId, Class<?> type, RunOptions options, Object... arguments) {
        List<Payload> input =
                Arrays.stream(arguments).map(services.payloads()::toPayload).toList();
        WorkflowExecutionStarted started = new WorkflowExecutionStarted(
                1,
                time.now(),
                workflowId,
                type.getSimpleName(),
                EngineSettings.DEFAULT_TASK_QUEUE,
                input,
                WorkflowExecutionStarted.CURRENT_ENGINE_VERSION,
                RunOrigin.FIRST,
                options.startedAt(time.now()),
                Map.of(),
                Map.of(),
                SearchAttributes.EMPTY);
        NewRun row = new NewRun(workflowId, type.getSimpleName(), started.taskQueue(), started.time(), nodeId, null);
        UUID runId = Uuids.version7(time.now(), new UUID(0, workflowId.hashCode()), 0);
        return runs.begin(runId, row, started);
    }

    /** Something happens to a run that is here. */
    CompletableFuture<Void> deliver(String workflowId, InboundEvent event) {
        return runs.here()
                .deliver(runs.here().runIdOf(workflowId).orElseThrow(), event)
                .orElseThrow();
    }

    /** Somebody asks a run that is here for an update without arguments. */
    UpdateCall update(String workflowId, String name) {
        WorkflowExecutionUpdateAccepted request =
                new WorkflowExecutionUpdateAccepted(0, time.now(), name, name, List.of(), Map.of());
        return runs.here()
                .update(runs.here().runIdOf(workflowId).orElseThrow(), request)
                .orElseThrow();
    }

    /** A message is stored for the open run, and nobody is told. */
    void store(String workflowId, InboundEvent event) {
        time.advance(Duration.ofNanos(1_000));
        store.addMessage(store.findRun(workflowId).orElseThrow().runId(), Uuids.version7(time.now()), event);
        time.advance(Duration.ofNanos(1_000));
    }

    /** A round of looking for work, as a node makes it again and again. */
    void lookForWork() {
        if (crashed) {
            return;
        }
        store.freeRunsOfDeadNodes(100);
        store.claimRuns(nodeId, runs.hosted(), 100).forEach(runs::adopt);
        store.ownedRunsWithMessages(nodeId, 100).forEach(runs::takeMessages);
    }

    /** Takes up what the store says is this node's. */
    void adopt(StoredRun run) {
        runs.adopt(run);
    }

    /** Everything that can be done before a commit. */
    void takeTurns() {
        drain(turns);
    }

    /** From now on accepts attempts of activities. */
    SteppedNode startActivities() {
        activities.start();
        return this;
    }

    /** Accepts no attempts any more, and hands back those that have not begun. */
    void stopActivities() {
        activities.stop(Duration.ZERO).join().forEach(runs::release);
    }

    /** Executes the attempts of activities that are due. */
    void execute() {
        drain(attempts);
    }

    /** The next commit does not happen, and its writer is told why. */
    void failNextCommit(RuntimeException failure) {
        store.probe(new StoreProbe() {
            private boolean failed;

            @Override
            public void beforeCommit(List<TurnWrite> turns) {
                if (!failed) {
                    failed = true;
                    throw failure;
                }
            }
        });
    }

    /** Everything that can be committed now. */
    void commit() {
        drain(commits);
    }

    /** Everything that can be done before time goes on. */
    void settle() {
        while (hasWork()) {
            drain(turns);
            drain(commits);
        }
    }

    boolean hasWork() {
        return !turns.isEmpty() || !commits.isEmpty();
    }

    /** Dies: what is under way is lost, and its runs are free. */
    void crash() {
        loseOwnership();
        store.cut();
        ownTime.die();
        crashed = true;
        turns.clear();
        commits.clear();
        attempts.clear();
    }

    /** Its lease ends without its knowing: its runs are free. */
    void loseOwnership() {
        cluster.deregisterNode(nodeId);
    }

    /** So much time has passed for it that its lease may have ended. */
    void doubtLease() {
        lease.renewed(time.now().minus(lease.duration()));
    }

    boolean hasCrashed() {
        return crashed;
    }

    /** Has something done before each task, which may crash the node. */
    void beforeTasks(Runnable watcher) {
        beforeTask = watcher;
    }

    private void drain(Queue<Runnable> tasks) {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            if (++steps > MAX_STEPS) {
                throw new AssertionError("Node " + nodeId + " does not come to rest");
            }
            if (!crashed) {
                beforeTask.run();
            }
            if (!crashed) {
                task.run();
            }
        }
    }
}
