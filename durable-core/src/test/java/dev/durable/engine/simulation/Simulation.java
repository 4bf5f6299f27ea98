package dev.durable.engine.simulation;

import dev.durable.activity.ActivityContext;
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
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * One run of a cluster, from a seed. For some seconds callers call, and faults strike; then everything works, and all runs must come to their
 * end. Then all nodes stop, and everything is checked.
 */
final class Simulation {

    private static final long TROUBLE = 9_000_000;
    private static final long LONGEST = TROUBLE + 600_000_000;
    private static final long LONGEST_STOP = 60_000_000;
    private static final long MOST_STEPS = 400_000;
    private static final long LOOK_MICROS = 300_000;

    private static final Set<ErrorCode> EXPECTED = Set.of(
            ErrorCode.WORKFLOW_CLOSED,
            ErrorCode.RESET_POINT_ILLEGAL,
            ErrorCode.RESET_CHILD_OPEN,
            ErrorCode.SCHEDULE_CHANGED,
            ErrorCode.RESULT_TIMEOUT,
            ErrorCode.ACTIVITY_NOT_PENDING,
            ErrorCode.ACTIVITY_ATTEMPT_OVER,
            ErrorCode.UPDATE_FAILED,
            ErrorCode.UPDATE_ABANDONED,
            ErrorCode.UPDATE_NOT_ACCEPTED);

    private final long seed;
    private final Workbench workbench;
    private final Random random;
    private final Faults faults;
    private final Trace trace;
    private final Checker checker = new Checker();
    private final SimulatedTime time = new SimulatedTime();
    private final SimulatedScheduler scheduler;
    private final SimulatedNode world;
    private final InMemoryStore database;
    private final SimulatedCluster cluster;
    private final Accidents accidents;
    private final Workload workload;
    private boolean over;
    private Throwable failure;

    /**
     * @param keptLines how many lines of the trace are kept as text
     */
    Simulation(long seed, Workbench workbench, int keptLines) {
        this.seed = seed;
        this.workbench = workbench;
        Random seeds = new Random(seed);
        this.random = new Random(seeds.nextLong());
        this.faults = new Faults(new Random(seeds.nextLong()));
        this.trace = new Trace(keptLines);
        this.scheduler = new SimulatedScheduler(
                new Random(seeds.nextLong()), time, faults, trace, workbench.fibers(), this::taskFailed);
        this.world = SimulatedNode.world(scheduler);
        scheduler.add(world);
        this.database = new InMemoryStore(new JsonEventCodec(), new JsonFailureInfoCodec(), time::now, new Watch());
        checker.watch(database);
        this.cluster = new SimulatedCluster(
                new Random(seeds.nextLong()), database, workbench.replay(), scheduler, faults, world);
        this.accidents = new Accidents(new Random(seeds.nextLong()), this, cluster, faults);
        this.workload = new Workload(new Random(seeds.nextLong()), this, checker);
    }

    /** Runs it; what goes wrong is thrown. */
    void run() {
        try {
            simulate();
        } catch (RuntimeException | AssertionError e) {
            fail(e);
        } finally {
            cluster.bury();
        }
        if (failure != null) {
            throw new AssertionError("Seed " + seed + ": " + failure.getMessage(), failure);
        }
    }

    private void simulate() {
        cluster.begin();
        workload.plan(TROUBLE);
        accidents.plan(TROUBLE);
        while (failure == null && time.micros() < TROUBLE) {
            step();
        }
        note("all is well");
        faults.stop();
        workload.finish();
        lookAround();
        while (failure == null && !over) {
            requireLessThan(LONGEST);
            step();
        }
        CompletableFuture<Void> stopped = cluster.stop();
        long longest = time.micros() + LONGEST_STOP;
        while (failure == null && !stopped.isDone()) {
            requireLessThan(longest);
            scheduler.step();
        }
        if (failure == null) {
            checker.verify(workbench.prefixReplay(), random, workload.reports());
        }
    }

    private void step() {
        scheduler.step();
        cluster.replaceDead();
    }

    /** From time to time: whether all is over, and otherwise sees to it that everything can go on. */
    private void lookAround() {
        boolean open = checker.isAnyOpen();
        over = !open && workload.isOver();
        cluster.heal();
        if (!over) {
            workload.goOn();
        }
        later(LOOK_MICROS, this::lookAround);
    }

    private void requireLessThan(long micros) {
        if (time.micros() > micros || scheduler.steps() > MOST_STEPS) {
            fail(new AssertionError("No end after " + scheduler.steps() + " steps, at " + time.now() + ":\n"
                    + checker.describeOpenRuns()));
        }
    }

    /** A node on which somebody may call. */
    SimulatedNode anyNode() {
        return cluster.anyNode();
    }

    /** Has the world do something after a while. */
    void later(long micros, Runnable action) {
        time.schedule(world, micros, action);
    }

    /** Runs something of the current task in a transaction of its application. */
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
        requireAlive(node);
        ActivityInfo info = node.engine().activityContext().info();
        note("activity", node.number(), info.workflowId(), info.scheduledEventId(), info.attempt());
        try {
            checker.activityBegins(info, onlyOnce);
        } catch (AssertionError e) {
            fail(e);
        }
        if (scheduler.isOnFiber()) {
            scheduler.sleep(faults.shortTime().toNanos() / 1_000);
            requireAlive(node);
        }
        return info;
    }

    /** The code of an activity leaves the end of this attempt to somebody outside, if it can wait until that is stored; who may be told before its node has died. */
    void leaveToOthers(ActivityInfo info, RuntimeException failure) {
        if (!mayWait()) {
            return;
        }
        SimulatedNode node = scheduler.currentNode();
        ActivityContext activity = node.engine().activityContext();
        activity.completeLater();
        requireAlive(node);
        workload.reports().plan(info, activity.taskToken(), failure);
    }

    /** The effect of an attempt, in its transaction: a workflow is started that ends at once. */
    void bookInTransaction(ActivityInfo info) {
        scheduler
                .currentNode()
                .engine()
                .client()
                .newWorkflow(Errand.class)
                .id(Bookings.idOf(info))
                .start(w -> w.run(0, 0, 0));
    }

    /** Ends the current task if its node is dead. */
    void requireAlive() {
        requireAlive(scheduler.currentNode());
    }

    /** Whether the current task can be left in the middle, as one has to be that finds out what has become of its transaction. */
    boolean mayWait() {
        return scheduler.isOnFiber();
    }

    Faults faults() {
        return faults;
    }

    private static void requireAlive(SimulatedNode node) {
        if (node.isDead()) {
            throw new NodeDied();
        }
    }

    /** A caller was refused. */
    void requireExpected(DurableException e) {
        if (!EXPECTED.contains(e.code())) {
            fail(e);
        }
    }

    void note(String what, Object... facts) {
        scheduler.note(what, facts);
    }

    Trace trace() {
        return trace;
    }

    private void taskFailed(SimulatedNode node, Throwable thrown) {
        if (!(thrown instanceof NodeDied)) {
            fail(new AssertionError("A task of node " + node.number() + " has failed: " + thrown.getMessage(), thrown));
        }
    }

    private void fail(Throwable e) {
        note("failed");
        if (failure == null) {
            failure = e;
        }
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
