package dev.durable.engine;

import dev.durable.engine.EngineSettings.WorkerSettings;
import dev.durable.engine.activity.ActivityEnvironment;
import dev.durable.engine.activity.ActivityExecutor;
import dev.durable.engine.activity.ActivitySlots;
import dev.durable.engine.activity.ActivityTask;
import dev.durable.engine.activity.ClaimedAttempts;
import dev.durable.engine.activity.OwnedResults;
import dev.durable.engine.activity.QueueRates;
import dev.durable.engine.activity.ThreadBoundActivityContext;
import dev.durable.engine.cluster.SpillOver;
import dev.durable.engine.replay.ReplayServices;
import dev.durable.engine.run.RunDirectory;
import dev.durable.engine.time.TimeSource;
import dev.durable.store.DurableStore;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * The activities that a node executes: those of its own runs and those it claims, which share the node's slots. What waits too long for
 * one is left to others.
 */
final class NodeActivities {

    private final ActivityExecutor executor;
    private final ClaimedAttempts claimedAttempts;
    private final SpillOver spillOver;

    /**
     * @param runs told how attempts of the node's own runs end
     * @param lookForWork has the node look soon whether there is something to claim
     */
    NodeActivities(
            UUID nodeId,
            DurableStore store,
            WorkerSettings settings,
            ReplayServices replay,
            TimeSource time,
            EngineThreads threads,
            ThreadBoundActivityContext activityContext,
            RunDirectory runs,
            Runnable lookForWork) {
        ActivityEnvironment environment = new ActivityEnvironment(
                replay.definitions(),
                replay.payloads(),
                replay.failures(),
                time,
                threads.activities(),
                slots(store, time, threads.blocking(), settings),
                runs,
                replay.extensions(),
                new OwnedResults(store, nodeId, time));
        this.executor = new ActivityExecutor(environment, activityContext);
        this.claimedAttempts = new ClaimedAttempts(
                nodeId, store, environment, activityContext, threads.blocking(), settings.taskQueues(), lookForWork);
        this.spillOver = new SpillOver(
                nodeId, store, executor.overdue(), runs, time, threads.blocking(), settings.spillOverAfter());
    }

    private static ActivitySlots slots(
            DurableStore store, TimeSource time, Executor executor, WorkerSettings settings) {
        Map<String, Integer> concurrent = new HashMap<>();
        Map<String, Double> perSecond = new HashMap<>();
        settings.queueLimits().forEach((queue, limit) -> {
            if (limit.maxConcurrentActivities() != null) {
                concurrent.put(queue, limit.maxConcurrentActivities());
            }
            if (limit.maxActivitiesPerSecond() != null) {
                perSecond.put(queue, limit.maxActivitiesPerSecond());
            }
        });
        return new ActivitySlots(
                settings.maxConcurrentActivities(),
                concurrent,
                perSecond.isEmpty() ? null : new QueueRates(store, time, executor, perSecond));
    }

    /** Executes the activities of the node's own runs. */
    ActivityExecutor executor() {
        return executor;
    }

    /** Executes those that the node has claimed. */
    ClaimedAttempts claimedAttempts() {
        return claimedAttempts;
    }

    /** Attempts that hold a slot. */
    int running() {
        return executor.running() + claimedAttempts.running();
    }

    void start() {
        executor.start();
        claimedAttempts.start();
    }

    void startSpillingOver() {
        spillOver.start();
    }

    void stopSpillingOver() {
        spillOver.stop();
    }

    /** Completes with the attempts for runs of this node that have certainly not begun. */
    CompletableFuture<List<ActivityTask>> stop(Duration grace) {
        CompletableFuture<Void> forOthers = claimedAttempts.stop(grace);
        return executor.stop(grace).thenCombine(forOthers, (unbegun, ignored) -> unbegun);
    }

    /** Interrupts all without touching the store: the attempts belong to others now, who may make those that have not begun. */
    CompletableFuture<Void> abandon() {
        CompletableFuture<Void> forOthers = claimedAttempts.abandon();
        return executor.stop(Duration.ZERO).thenCompose(unbegun -> forOthers);
    }
}
