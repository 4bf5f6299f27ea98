package dev.durable.engine.simulation;

import dev.durable.engine.simulation.SimulatedTime.Timer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Runs the tasks of all nodes in one thread, one after the other, in an order that its random source decides. Some tasks can be left in the
 * middle: those run as {@linkplain Fiber fibers}.
 */
final class SimulatedScheduler {

    private final Random random;
    private final SimulatedTime time;
    private final Faults faults;
    private final Trace trace;
    private final Executor threads;
    private final BiConsumer<SimulatedNode, Throwable> onFailure;
    private final List<SimulatedNode> nodes = new ArrayList<>();
    private Fiber currentFiber;
    private SimulatedNode currentNode;
    private long steps;

    /**
     * @param threads where fibers live
     * @param onFailure told what leaves a task of a node that lives
     */
    SimulatedScheduler(
            Random random,
            SimulatedTime time,
            Faults faults,
            Trace trace,
            Executor threads,
            BiConsumer<SimulatedNode, Throwable> onFailure) {
        this.random = random;
        this.time = time;
        this.faults = faults;
        this.trace = trace;
        this.threads = threads;
        this.onFailure = onFailure;
    }

    void add(SimulatedNode node) {
        nodes.add(node);
    }

    void remove(SimulatedNode node) {
        nodes.remove(node);
    }

    SimulatedTime time() {
        return time;
    }

    /** Notes what happens now. */
    void note(String what, Object... facts) {
        trace.note(time.micros(), what, facts);
    }

    long steps() {
        return steps;
    }

    /** The node whose task runs. */
    SimulatedNode currentNode() {
        return currentNode;
    }

    /** Whether the task that runs can be left in the middle. */
    boolean isOnFiber() {
        return currentFiber != null;
    }

    /** Leaves the current fiber for a while. */
    void sleep(long micros) {
        sleepUntilWoken(wake -> time.schedule(currentNode, micros, wake));
    }

    /**
     * Leaves the current fiber.
     *
     * @param alarm given what wakes it; may be called several times, by anybody, and later than it is of use
     */
    void sleepUntilWoken(Consumer<Runnable> alarm) {
        Fiber fiber = currentFiber;
        SimulatedNode node = currentNode;
        long sleep = fiber.fallAsleep();
        alarm.accept(() -> {
            if (fiber.wake(sleep)) {
                node.addTask(new Task("resume", () -> {}, fiber));
            }
        });
        fiber.suspend();
    }

    /** Does the next thing; false if nothing is left to do. */
    boolean step() {
        steps++;
        if (random.nextInt(40) == 0) {
            time.pass(random.nextInt(random.nextInt(10) == 0 ? 300_000 : 10_000));
        }
        fireTimers();
        int runnable = nodes.stream().mapToInt(SimulatedNode::runnableTasks).sum();
        if (runnable == 0) {
            return time.passToNext();
        }
        int choice = random.nextInt(runnable);
        for (SimulatedNode node : List.copyOf(nodes)) {
            if (choice < node.runnableTasks()) {
                Task task = node.takeTask(choice);
                note("run", node.number(), task.kind());
                run(node, task);
                break;
            }
            choice -= node.runnableTasks();
        }
        bury();
        return true;
    }

    private void fireTimers() {
        for (Timer due = time.takeDue(); due != null; due = time.takeDue()) {
            long delay = faults.timerDelay(due.node());
            if (delay > 0 && due.becomesLate()) {
                time.postpone(due, delay);
            } else {
                due.node().addTask(new Task("timer", due.action(), null));
            }
        }
    }

    private void bury() {
        for (SimulatedNode node : List.copyOf(nodes)) {
            if (node.isDead()) {
                nodes.remove(node);
                node.bury();
            }
        }
    }

    /** Runs a task, or goes on with it. */
    void run(SimulatedNode node, Task task) {
        if (!node.isDead()) {
            time.pass(1 + random.nextInt(60));
        }
        Fiber fiber = task.fiber();
        if (fiber != null && fiber.hasEnded()) {
            return; // woken while its node was buried
        }
        if (fiber == null && !node.isDead() && faults.mayBeLeftInTheMiddle(task.kind())) {
            fiber = new Fiber(task.work());
        }
        currentNode = node;
        currentFiber = fiber;
        Throwable failure = null;
        if (fiber != null) {
            failure = fiber.resume(threads);
            node.keep(fiber);
        } else {
            try {
                task.work().run();
            } catch (Throwable e) {
                failure = e;
            } finally {
                // a dead node's task was told so by an interrupt, which must not meet the next task
                Thread.interrupted();
            }
        }
        currentNode = null;
        currentFiber = null;
        if (failure != null && !node.isDead()) {
            onFailure.accept(node, failure);
        }
    }

    /**
     * Something to do.
     *
     * @param kind what for
     * @param fiber what is to be resumed, or null for a task that has not begun
     */
    record Task(String kind, Runnable work, Fiber fiber) {}
}
