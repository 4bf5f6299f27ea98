package dev.durable.engine.run;

import dev.durable.engine.EngineSettings.WorkerSettings;
import dev.durable.engine.activity.ActivityExecutor;
import dev.durable.engine.activity.RoutedActivities;
import dev.durable.engine.commit.CommitPipeline;
import dev.durable.engine.replay.ReplayServices;
import dev.durable.engine.time.TimeSource;
import dev.durable.store.DurableStore;
import java.util.UUID;
import java.util.concurrent.Executor;

/**
 * What the runs of one node share.
 *
 * @param nodeId the owner that turns are written by
 * @param store durable storage
 * @param pipeline commits turns
 * @param activities executes activities
 * @param routed sees to activities that others execute
 * @param replay brings code to life
 * @param time clock and timers
 * @param executor runs the actors; tasks may block on the store
 * @param claims how runs that nobody owns come here
 * @param settings what this node executes
 */
public record RunEnvironment(
        UUID nodeId,
        DurableStore store,
        CommitPipeline pipeline,
        ActivityExecutor activities,
        RoutedActivities routed,
        ReplayServices replay,
        TimeSource time,
        Executor executor,
        Claims claims,
        WorkerSettings settings) {}
