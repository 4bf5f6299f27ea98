package dev.durable.engine.simulation;

import dev.durable.engine.EngineSettings;
import dev.durable.engine.EngineSettings.ClientSettings;
import dev.durable.engine.EngineSettings.ClusterSettings;
import dev.durable.engine.EngineSettings.CommitSettings;
import dev.durable.engine.EngineSettings.HistorySettings;
import dev.durable.engine.EngineSettings.RetentionSettings;
import dev.durable.engine.EngineSettings.WorkerSettings;
import dev.durable.engine.simulation.SimulatedScheduler.Task;
import dev.durable.activity.ActivityInfo;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.history.JsonEventCodec;
import dev.durable.payload.JsonFailureInfoCodec;
import dev.durable.store.StoreConflictException;
import dev.durable.store.StoreUnavailableException;
import dev.durable.store.TurnWrite;
import dev.durable.store.memory.InMemoryStore;
import dev.durable.store.memory.StoreFaults;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * One run of a cluster, from a seed. For some seconds callers call, and faults strike; then everything works, and all runs must come to their
 * end. Then all nodes stop, and everything is checked.
 */
final class Simulation {

    static final long LEASE_MICROS = 2_000_000;

    private static final long TROUBLE = 9_000_000;
    private static final long LONGEST = TROUBLE + 240_000_000;
    private static final long MOST_STEPS = 400_000;

    private static final Set<ErrorCode> EXPECTED = Set.of(
            ErrorCode.WORKFLOW_CLOSED,
            ErrorCode.RESULT_TIMEOUT,
            ErrorCode.UPDATE_FAILED,
            ErrorCode.UPDATE_ABANDONED,
            ErrorCode.UPDATE_NOT_ACCEPTED);

    private final long seed;
    private final Workbench workbench;
    private final Random random;
    private final Random ids;
    private final Faults faults;
    private final Trace trace;
    private final Checker checker;
    private final SimulatedTime time = new SimulatedTime();
    private final SimulatedScheduler scheduler;
    private final SimulatedNode world;
    private final InMemoryStore database;
    private final LateCommits lateCommits;
    private final Accidents accidents;
    private final Workload workload;
    private final SimulatedNode client;
    private final List<SimulatedNode> workers = new ArrayList<>();
    private int nodes;
    private int wanted;
    private Throwable failure;

    Simulation(long seed, Workbench workbench, int keptLines) {
        this.seed = seed;
        this.workbench = workbench;
        Random seeds = new Random(seed);
        this.random = new Random(seeds.nextLong());
        this.ids = new Random(seeds.nextLong());
        this.faults = new Faults(new Random(seeds.nextLong()));
        this.trace = new Trace(keptLines);
        this.checker = new Checker();
        this.scheduler = new SimulatedScheduler(
                new Random(seeds.nextLong()), time, faults, trace, workbench.fibers(), this::taskFailed);
        this.world = SimulatedNode.world(scheduler);
        this.database = new InMemoryStore(new JsonEventCodec(), new JsonFailureInfoCodec(), time::now, new Watch());
        this.lateCommits = new LateCommits(database, world, scheduler, faults);
        this.accidents = new Accidents(new Random(seeds.nextLong()), this, faults);
        this.workload = new Workload(new Random(seeds.nextLong()), this, checker);
        checker.watch(database);
        scheduler.add(world);
        this.client = newNode(settings("client", false));
    }

    void run() {
        try {
            simulate();
        } catch (RuntimeException | AssertionError e) {
            fail(e);
        } finally {
            // nothing of it stays in memory
            allNodes().forEach(SimulatedNode::crash);
            allNodes().stream().filter(node -> !node.isBuried()).forEach(SimulatedNode::bury);
        }
        requireNoFailure();
    }

    private void simulate() {
        wanted = 1 + random.nextInt(4);
        for (int i = 0; i < wanted; i++) {
            startNode("node-" + i);
        }
        workload.plan(TROUBLE);
        accidents.plan(TROUBLE);
        while (time.micros() < TROUBLE && failure == null) {
            scheduler.step();
            replaceDead();
        }
        heal();
        while (failure == null && !isOver()) {
            requireProgress();
            scheduler.step();
            replaceDead();
        }
        stopAll();
        if (failure == null) {
            checker.verify(workbench.prefixReplay(), random);
        }
    }

    private boolean over;

    /** Looked at from time to time only. */
    private boolean isOver() {
        return over;
    }

    private void heal() {
        note("all is well");
        faults.stop();
        workers.forEach(node -> node.standStill(false));
        workload.finish();
        lookAround();
    }

    private void lookAround() {
        over = workload.isOver() && !checker.isAnyOpen();
        if (workers.stream().noneMatch(SimulatedNode::isUp) && workers.size() < 50) {
            startNode("node-" + random.nextInt(4));
        }
        if (checker.isAnyOpen()) {
            workload.goOn();
        }
        later(300_000, this::lookAround);
    }

    private void requireProgress() {
        if (time.micros() > LONGEST || scheduler.steps() > MOST_STEPS) {
            fail(new AssertionError("No end after " + scheduler.steps() + " steps, at " + time.now() + ":\n"
                    + checker.describeOpenRuns()));
        }
    }

    /** Somebody looks after the processes, and starts others for those that have died. */
    private void replaceDead() {
        for (SimulatedNode node : List.copyOf(workers)) {
            if (node.isDead()) {
                workers.remove(node);
                String name = random.nextInt(3) > 0 ? node.name() : "node-" + random.nextInt(10);
                later(random.nextInt((int) (2 * LEASE_MICROS)), () -> startNode(name));
            }
        }
    }

    void startNode(String name) {
        if (workers.stream().filter(SimulatedNode::isUp).count() > 5) {
            return;
        }
        SimulatedNode node = newNode(settings(name, true));
        note("start", node.number(), name);
        workers.add(node);
        node.start(() -> later(300_000, () -> startAgain(node)));
    }

    private void startAgain(SimulatedNode node) {
        if (!node.isDead()) {
            node.start(() -> later(300_000, () -> startAgain(node)));
        }
    }

    private void stopAll() {
        List<CompletableFuture<Void>> stops = new ArrayList<>();
        workers.forEach(node -> stops.add(node.engine().stop()));
        long limit = time.micros() + 60_000_000;
        while (failure == null && !stops.stream().allMatch(CompletableFuture::isDone)) {
            if (time.micros() > limit) {
                fail(new AssertionError("Nodes do not stop"));
            }
            scheduler.step();
        }
    }

    private SimulatedNode newNode(EngineSettings settings) {
        SimulatedNode node = new SimulatedNode(
                ++nodes, settings, database, lateCommits, workbench.replay(), scheduler, faults, ids);
        scheduler.add(node);
        all.add(node);
        return node;
    }

    private final List<SimulatedNode> all = new ArrayList<>();

    private List<SimulatedNode> allNodes() {
        return all;
    }

    private EngineSettings settings(String name, boolean worker) {
        WorkerSettings workerSettings = new WorkerSettings(
                worker,
                Set.of(EngineSettings.DEFAULT_TASK_QUEUE),
                1 + random.nextInt(8),
                1 + random.nextInt(random.nextBoolean() ? 3 : 100),
                100,
                false,
                Duration.ofMillis(random.nextInt(3) * 1_000L),
                Duration.ofMillis(100),
                Duration.ofSeconds(1),
                HistorySettings.DEFAULT,
                Duration.ZERO,
                Duration.ofMillis(random.nextInt(2) * 100L));
        return new EngineSettings(
                workerSettings,
                new CommitSettings(1 + random.nextInt(2), 1 + random.nextInt(20)),
                new ClusterSettings(name, Duration.of(LEASE_MICROS, ChronoUnit.MICROS), Duration.ofMillis(250)),
                new ClientSettings(Duration.ofSeconds(5)),
                RetentionSettings.DEFAULT,
                Duration.ofSeconds(10));
    }

    /** A node on which somebody may call. */
    SimulatedNode anyNode() {
        List<SimulatedNode> able = workers.stream().filter(SimulatedNode::isUp).toList();
        int choice = random.nextInt(able.size() + 1);
        return choice == able.size() ? client : able.get(choice);
    }

    /** A node to which something may happen, or null. */
    SimulatedNode anyWorker() {
        List<SimulatedNode> able = workers.stream().filter(node -> !node.isDead()).toList();
        return able.isEmpty() ? null : able.get(random.nextInt(able.size()));
    }

    /** Has the world do something after a while. */
    void later(long micros, Runnable action) {
        time.schedule(world, micros, action);
    }

    void inTransaction(Runnable work) {
        try {
            database.inTransaction(() -> {
                work.run();
                if (scheduler.currentNode().isDead()) {
                    throw new NodeDied();
                }
            });
        } catch (StoreConflictException e) {
            throw e.kind() == StoreConflictException.Kind.WORKFLOW_ID_TAKEN
                    ? new StoreUnavailableException("Somebody else was faster", false, e)
                    : e;
        }
    }

    /** The code of an activity begins, on the node whose task this is; it takes its time. */
    ActivityInfo activityBegins(boolean onlyOnce) {
        SimulatedNode node = scheduler.currentNode();
        if (node.isDead()) {
            throw new NodeDied();
        }
        ActivityInfo info = node.engine().activityContext().info();
        note("activity", node.number(), info.workflowId(), info.scheduledEventId(), info.attempt());
        try {
            checker.activityBegins(info, onlyOnce);
        } catch (AssertionError e) {
            fail(e);
        }
        if (scheduler.isOnFiber()) {
            scheduler.sleep(faults.shortTime().toNanos() / 1_000);
            if (node.isDead()) {
                throw new NodeDied();
            }
        }
        return info;
    }

    /** A caller was refused. */
    void requireExpected(DurableException e) {
        if (!EXPECTED.contains(e.code())) {
            fail(e);
        }
    }

    void note(String what, Object... facts) {
        trace.note(time.micros(), what, facts);
    }

    private void taskFailed(SimulatedNode node, Throwable thrown) {
        if (!(thrown instanceof NodeDied)) {
            fail(new AssertionError("A task of node " + node.number() + " has failed", thrown));
        }
    }

    private void fail(Throwable e) {
        note("failed");
        if (failure == null) {
            failure = e;
        }
    }

    private void requireNoFailure() {
        if (failure != null) {
            throw new AssertionError("Seed " + seed + ": " + failure.getMessage(), failure);
        }
    }

    Trace trace() {
        return trace;
    }

    Checker checker() {
        return checker;
    }

    SimulatedTime time() {
        return time;
    }

    long steps() {
        return scheduler.steps();
    }

    /** Sees what is committed, whoever commits it. */
    private final class Watch implements StoreFaults {

        @Override
        public void afterCommit(List<TurnWrite> turns) {
            for (TurnWrite turn : turns) {
                note("commit", turn.runId(), turn.events().size());
            }
            try {
                checker.committed(turns);
            } catch (AssertionError e) {
                fail(e);
            }
        }
    }
}
