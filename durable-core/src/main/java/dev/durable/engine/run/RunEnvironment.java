package dev.durable.engine.run;

import dev.durable.engine.EngineSettings.WorkerSettings;
import dev.durable.engine.activity.ActivityExecutor;
import dev.durable.engine.activity.RoutedActivities;
import dev.durable.engine.commit.CommitPipeline;
import dev.durable.engine.observation.EngineObserver;
import dev.durable.engine.replay.ReplayServices;
import dev.durable.engine.time.TimeSource;
import dev.durable.store.DurableStore;
import dev.durable.store.HostedWork;
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
 * @param lease how long its runs are this node's
 * @param claims how runs that nobody owns come here
 * @param hosted what this node executes, as claims ask for it
 * @param settings how this node executes it
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
        Lease lease,
        Claims claims,
        HostedWork hosted,
        WorkerSettings settings) {

    /** Learns what the runs do. */
    EngineObserver observer() {
        return replay.extensions().observer();
    }
}
