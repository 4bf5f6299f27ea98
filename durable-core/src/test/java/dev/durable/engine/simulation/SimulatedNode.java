package dev.durable.engine.simulation;

import dev.durable.engine.DurableEngine;
import dev.durable.engine.EngineSettings;
import dev.durable.engine.SimulatedEngines;
import dev.durable.engine.replay.ReplayServices;
import dev.durable.engine.simulation.SimulatedScheduler.Task;
import dev.durable.engine.simulation.SimulatedTime.Timer;
import dev.durable.store.DurableStore;
import dev.durable.store.StoreUnavailableException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * One process of the cluster: an engine, its clock, its way to the store, and what it has to do. The world, which plans accidents, counts as
 * one, without an engine.
 */
final class SimulatedNode {

    private static final int LONGEST_BURIAL = 100_000;
    private static final int RESTLESS = 50;

    private final int number;
    private final String name;
    private final SimulatedScheduler scheduler;
    private final NodeTime time;
    private final FaultyStore store;
    private final DurableEngine engine;
    private final List<Task> tasks = new ArrayList<>();
    private final Set<Fiber> fibers = new LinkedHashSet<>();
    private final boolean clientOnly;
    private boolean standsStill;
    private boolean dead;
    private boolean buried;
    private int restlessness;

    private SimulatedNode(SimulatedScheduler scheduler) {
        this.number = 0;
        this.name = "world";
        this.scheduler = scheduler;
        this.time = null;
        this.store = null;
        this.clientOnly = true;
        this.engine = null;
    }

    SimulatedNode(
            int number,
            EngineSettings settings,
            DurableStore database,
            LateCommits lateCommits,
            ReplayServices replay,
            SimulatedScheduler scheduler,
            Faults faults,
            Random ids) {
        this.number = number;
        this.name = settings.cluster().nodeName();
        this.scheduler = scheduler;
        this.clientOnly = !settings.worker().enabled();
        this.time = new NodeTime(this, scheduler, ids);
        this.store = new FaultyStore(this, database, lateCommits, scheduler, faults);
        this.engine = SimulatedEngines.create(
                store.asStore(),
                settings,
                replay,
                time,
                executor("turns"),
                executor("commits"),
                executor("activities"),
                executor("blocking"));
    }

    static SimulatedNode world(SimulatedScheduler scheduler) {
        return new SimulatedNode(scheduler);
    }

    private Executor executor(String kind) {
        return task -> addTask(new Task(kind, task, null));
    }

    int number() {
        return number;
    }

    String name() {
        return name;
    }

    DurableEngine engine() {
        return engine;
    }

    NodeTime time() {
        return time;
    }

    boolean isWorld() {
        return engine == null;
    }

    /** Whether it executes nothing, but only calls. */
    boolean isClientOnly() {
        return clientOnly;
    }

    /** Whether it executes, as far as it knows. */
    boolean isUp() {
        return !dead && engine != null && engine.isRunning();
    }

    boolean isDead() {
        return dead;
    }

    boolean isBuried() {
        return buried;
    }

    void standStill(boolean still) {
        standsStill = still;
    }

    boolean standsStill() {
        return standsStill;
    }

    void addTask(Task task) {
        if (!buried) {
            tasks.add(task);
        }
    }

    int runnableTasks() {
        return standsStill ? 0 : tasks.size();
    }

    /** Takes one of the runnable tasks. */
    Task takeTask(int index) {
        Task taken = tasks.get(index);
        Task last = tasks.remove(tasks.size() - 1);
        if (index < tasks.size()) {
            tasks.set(index, last);
        }
        return taken;
    }

    /** Takes note of a fiber that has been left, or has ended. */
    void keep(Fiber fiber) {
        if (fiber.hasEnded()) {
            fibers.remove(fiber);
        } else {
            fibers.add(fiber);
        }
    }

    /** Signs on; tries once. */
    void start(Runnable onFailure) {
        addTask(new Task(
                "start",
                () -> {
                    if (engine.isRunning()) {
                        return;
                    }
                    CompletableFuture<Void> stopped = engine.stop();
                    if (!stopped.isDone()) {
                        // the engine would wait for the end of that, and nothing else would go on
                        stopped.thenRun(() -> start(onFailure));
                        return;
                    }
                    try {
                        engine.start();
                    } catch (StoreUnavailableException e) {
                        onFailure.run();
                    }
                },
                null));
    }

    /** Stops in good order, and starts again if it is to. */
    void stop(boolean again) {
        addTask(new Task(
                "stop",
                () -> engine.stop().thenRun(() -> {
                    if (again) {
                        start(() -> {});
                    }
                }),
                null));
    }

    void evict() {
        addTask(new Task("evict", engine::evictIdleRuns, null));
    }

    /** The process dies: nothing of it reaches the outside any more. What its task does after that does not count. */
    void crash() {
        dead = true;
    }

    /** Has all threads of a dead node end, so that nothing of it is left in memory. Nobody sees what happens here. */
    void bury() {
        store.bury();
        CompletableFuture<Void> stopped = engine.stop();
        for (int i = 0; !isAtRest(stopped); i++) {
            if (i == LONGEST_BURIAL) {
                throw new IllegalStateException("Node " + number + " finds no rest: " + tasks + ", " + fibers.size());
            }
            if (!tasks.isEmpty()) {
                scheduler.run(this, tasks.remove(0));
            } else if (!fibers.isEmpty()) {
                scheduler.run(
                        this, new Task("resume", () -> {}, fibers.iterator().next()));
            } else {
                fireFirstTimer();
            }
        }
        buried = true;
        tasks.clear();
    }

    private boolean isAtRest(CompletableFuture<Void> stopped) {
        if (!tasks.isEmpty() || !fibers.isEmpty()) {
            return false;
        }
        // timers that are armed again and again mean nothing to a node that has stopped and has no runs
        return stopped.isDone() && ++restlessness > RESTLESS;
    }

    private void fireFirstTimer() {
        Timer first = scheduler.time().takeFirstOf(this);
        if (first == null) {
            restlessness = RESTLESS;
        } else {
            tasks.add(new Task("timer", first.action(), null));
        }
    }
}
