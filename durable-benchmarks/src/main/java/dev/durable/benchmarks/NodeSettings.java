package dev.durable.benchmarks;

import dev.durable.engine.EngineSettings;
import dev.durable.engine.EngineSettings.ClusterSettings;
import dev.durable.engine.EngineSettings.WorkerSettings;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the nodes of a benchmark have other than by default.
 *
 * @param name the node's name, or null for one of its own
 * @param taskQueue the only queue that the node hosts
 * @param passivateAfter how long a run has nothing to do before it leaves memory
 * @param notifications whether nodes tell each other of work
 */
record NodeSettings(@Nullable String name, String taskQueue, Duration passivateAfter, boolean notifications) {

    static final NodeSettings DEFAULT =
            new NodeSettings(null, EngineSettings.DEFAULT_TASK_QUEUE, WorkerSettings.DEFAULT.passivateAfter(), true);

    NodeSettings named(String newName) {
        return new NodeSettings(newName, taskQueue, passivateAfter, notifications);
    }

    NodeSettings onQueue(String queue) {
        return new NodeSettings(name, queue, passivateAfter, notifications);
    }

    NodeSettings passivatingAfter(Duration idle) {
        return new NodeSettings(name, taskQueue, idle, notifications);
    }

    NodeSettings withNotifications(boolean notify) {
        return new NodeSettings(name, taskQueue, passivateAfter, notify);
    }

    EngineSettings toEngineSettings() {
        WorkerSettings worker = WorkerSettings.DEFAULT;
        ClusterSettings cluster = ClusterSettings.DEFAULT;
        return new EngineSettings(
                new WorkerSettings(
                        true,
                        Set.of(taskQueue),
                        worker.maxConcurrentActivities(),
                        worker.maxCachedRuns(),
                        passivateAfter,
                        worker.maxWorkflowThreads(),
                        worker.virtualActivityThreads(),
                        worker.gracePeriod(),
                        worker.retryInterval(),
                        worker.maxRetryInterval(),
                        worker.history(),
                        worker.codeBlockLimit(),
                        worker.localActivityWait(),
                        worker.queueLimits(),
                        worker.spillOverAfter()),
                EngineSettings.DEFAULT.commit(),
                new ClusterSettings(name, cluster.leaseDuration(), notifications, cluster.pollInterval(), null),
                EngineSettings.DEFAULT.client(),
                EngineSettings.DEFAULT.retention(),
                EngineSettings.DEFAULT.defaultStartToCloseTimeout());
    }
}
