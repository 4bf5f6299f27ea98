package dev.durable.engine.simulation;

import dev.durable.engine.EngineSettings;
import dev.durable.engine.EngineSettings.ClientSettings;
import dev.durable.engine.EngineSettings.ClusterSettings;
import dev.durable.engine.EngineSettings.CommitSettings;
import dev.durable.engine.EngineSettings.HistorySettings;
import dev.durable.engine.EngineSettings.RetentionSettings;
import dev.durable.engine.EngineSettings.WorkerSettings;
import dev.durable.engine.replay.ReplayServices;
import dev.durable.store.DurableStore;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** The nodes over one database: they are started, stopped, and replaced when they have died. One only calls and never dies. */
final class SimulatedCluster {

    static final long LEASE_MICROS = 2_000_000;

    /** Queue of activities that not all nodes host. */
    static final String FAR = "far";

    private static final Set<String> ALL_QUEUES = Set.of(EngineSettings.DEFAULT_TASK_QUEUE, FAR);
    private static final List<Set<String>> QUEUES =
            List.of(ALL_QUEUES, Set.of(EngineSettings.DEFAULT_TASK_QUEUE), Set.of(FAR));

    private static final int MOST_NODES_UP = 5;
    private static final int RETRY_MICROS = 300_000;

    private final Random random;
    private final Random ids;
    private final DurableStore database;
    private final LateCommits lateCommits;
    private final ReplayServices replay;
    private final SimulatedScheduler scheduler;
    private final Faults faults;
    private final SimulatedNode world;
    private final List<SimulatedNode> all = new ArrayList<>();
    private final List<SimulatedNode> workers = new ArrayList<>();
    private final Set<SimulatedNode> ofAllQueues = new HashSet<>();
    private final SimulatedNode client;

    /** How long attempts wait for a slot of a node that owns their run; zero where there is no such limit. */
    private final Duration spillOverAfter;

    SimulatedCluster(
            Random random,
            DurableStore database,
            ReplayServices replay,
            SimulatedScheduler scheduler,
            Faults faults,
            SimulatedNode world) {
        this.random = random;
        this.ids = new Random(random.nextLong());
        this.database = database;
        this.lateCommits = new LateCommits(database, world, scheduler, faults);
        this.replay = replay;
        this.scheduler = scheduler;
        this.faults = faults;
        this.world = world;
        this.spillOverAfter = Duration.ofMillis(random.nextInt(3) == 0 ? 1 + random.nextInt(50) : 0);
        this.client = newNode(settings("client", false, ALL_QUEUES));
    }

    /** Starts the first nodes. */
    void begin() {
        int count = 1 + random.nextInt(4);
        for (int i = 0; i < count; i++) {
            startNode("node-" + i);
        }
    }

    /** Starts a node, which goes on trying to; not if there are many. */
    void startNode(String name) {
        if (workers.stream().filter(SimulatedNode::isUp).count() < MOST_NODES_UP) {
            startNode(name, QUEUES.get(random.nextInt(QUEUES.size())));
        }
    }

    private void startNode(String name, Set<String> taskQueues) {
        SimulatedNode node = newNode(settings(name, true, taskQueues));
        workers.add(node);
        if (taskQueues.equals(ALL_QUEUES)) {
            ofAllQueues.add(node);
        }
        scheduler.note("start", node.number(), name + " " + taskQueues.size());
        start(node);
    }

    private void start(SimulatedNode node) {
        node.start(() -> scheduler.time().schedule(world, RETRY_MICROS, () -> {
            if (!node.isDead()) {
                start(node);
            }
        }));
    }

    /** Somebody looks after the processes, and starts others for those that have died. */
    void replaceDead() {
        for (SimulatedNode node : List.copyOf(workers)) {
            if (node.isDead()) {
                workers.remove(node);
                String name = random.nextInt(3) > 0 ? node.name() : anyName();
                int pause = random.nextInt((int) (2 * LEASE_MICROS));
                scheduler.time().schedule(world, pause, () -> startNode(name));
            }
        }
    }

    /** Sees to it that all nodes work, and that there is one which can do everything. */
    void heal() {
        workers.forEach(node -> node.standStill(false));
        if (workers.stream().noneMatch(node -> node.isUp() && ofAllQueues.contains(node))) {
            startNode("healer", ALL_QUEUES);
        }
    }

    private String anyName() {
        return "node-" + random.nextInt(8);
    }

    /** Begins to stop all nodes that execute. */
    CompletableFuture<Void> stop() {
        return CompletableFuture.allOf(
                workers.stream().map(node -> node.engine().stop()).toArray(CompletableFuture[]::new));
    }

    /** Sees to it that nothing of any node stays in memory. */
    void bury() {
        all.forEach(SimulatedNode::crash);
        all.stream().filter(node -> !node.isBuried()).forEach(SimulatedNode::bury);
    }

    /** A node on which somebody may call. */
    SimulatedNode anyNode() {
        List<SimulatedNode> able = workers.stream().filter(SimulatedNode::isUp).toList();
        int choice = random.nextInt(able.size() + 1);
        return choice == able.size() ? client : able.get(choice);
    }

    /** A node to which something may happen, or null. */
    SimulatedNode anyWorker() {
        List<SimulatedNode> able =
                workers.stream().filter(node -> !node.isDead()).toList();
        return able.isEmpty() ? null : able.get(random.nextInt(able.size()));
    }

    private SimulatedNode newNode(EngineSettings settings) {
        SimulatedNode node =
                new SimulatedNode(all.size() + 1, settings, database, lateCommits, replay, scheduler, faults, ids);
        scheduler.add(node);
        all.add(node);
        return node;
    }

    private EngineSettings settings(String name, boolean worker, Set<String> taskQueues) {
        WorkerSettings workerSettings = new WorkerSettings(
                worker,
                taskQueues,
                spillOverAfter.isZero() ? 1 + random.nextInt(8) : 1,
                1 + random.nextInt(random.nextBoolean() ? 3 : 100),
                Duration.ofMillis(random.nextInt(3) * 400L),
                100,
                false,
                Duration.ofSeconds(random.nextInt(3)),
                Duration.ofMillis(100),
                Duration.ofSeconds(1),
                HistorySettings.DEFAULT,
                Duration.ZERO,
                Duration.ofMillis(random.nextInt(2) * 100L),
                Map.of(),
                spillOverAfter);
        return new EngineSettings(
                workerSettings,
                new CommitSettings(1 + random.nextInt(2), 1 + random.nextInt(20)),
                new ClusterSettings(
                        name, Duration.of(LEASE_MICROS, ChronoUnit.MICROS), false, Duration.ofMillis(250), null),
                new ClientSettings(Duration.ofSeconds(5)),
                RetentionSettings.DEFAULT,
                Duration.ofSeconds(10));
    }
}
