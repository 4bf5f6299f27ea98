package dev.durable.engine;

import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Settings of one engine.
 *
 * @param worker what this node executes
 * @param commit how turns share commits
 * @param cluster this node among others
 * @param client how callers are treated
 * @param retention how long closed runs are kept
 * @param defaultStartToCloseTimeout time limit of an activity's attempt where nothing else is set
 */
public record EngineSettings(
        WorkerSettings worker,
        CommitSettings commit,
        ClusterSettings cluster,
        ClientSettings client,
        RetentionSettings retention,
        Duration defaultStartToCloseTimeout) {

    /** Queue of workflows that name none. */
    public static final String DEFAULT_TASK_QUEUE = "default";

    /** All defaults. */
    public static final EngineSettings DEFAULT = new EngineSettings(
            WorkerSettings.DEFAULT,
            CommitSettings.DEFAULT,
            ClusterSettings.DEFAULT,
            ClientSettings.DEFAULT,
            RetentionSettings.DEFAULT,
            Duration.ofMinutes(1));

    /**
     * What this node executes.
     *
     * @param enabled false for a node that only uses the client
     * @param taskQueues queues hosted here
     * @param maxConcurrentActivities attempts that run at the same time
     * @param maxCachedRuns runs whose workflow threads are kept between turns; others are replayed when they are needed
     * @param passivateAfter how long a run has nothing to do before it leaves this node; zero for never
     * @param maxWorkflowThreads the same limit where each cached run holds a platform thread (before Java 21)
     * @param virtualActivityThreads whether activities run on virtual threads (ignored before Java 21)
     * @param gracePeriod how long a stop waits for running activities
     * @param retryInterval pause after workflow code failed the first time; doubled up to the maximum
     * @param maxRetryInterval longest pause between tries of failing workflow code
     * @param history how long histories may become
     * @param codeBlockLimit how long workflow code may block its JVM thread before that is reported; zero to report nothing
     * @param localActivityWait how long a turn waits for local activities before it is committed, so that their results share a
     *     commit; zero for not at all
     * @param queueLimits limits of single task queues for their activities
     * @param spillOverAfter how long an attempt of an activity waits for a slot before it is left to any node; zero for as long as it takes
     */
    public record WorkerSettings(
            boolean enabled,
            Set<String> taskQueues,
            int maxConcurrentActivities,
            int maxCachedRuns,
            Duration passivateAfter,
            int maxWorkflowThreads,
            boolean virtualActivityThreads,
            Duration gracePeriod,
            Duration retryInterval,
            Duration maxRetryInterval,
            HistorySettings history,
            Duration codeBlockLimit,
            Duration localActivityWait,
            Map<String, QueueLimits> queueLimits,
            Duration spillOverAfter) {

        /** All defaults. */
        public static final WorkerSettings DEFAULT = new WorkerSettings(
                true,
                Set.of(DEFAULT_TASK_QUEUE),
                200,
                10_000,
                Duration.ofMinutes(1),
                600,
                false,
                Duration.ofSeconds(20),
                Duration.ofSeconds(1),
                Duration.ofMinutes(1),
                HistorySettings.DEFAULT,
                Duration.ofSeconds(1),
                Duration.ofMillis(100),
                Map.of(),
                Duration.ZERO);

        /** Copies set and map; the queues have an order that is the same in each JVM, so that what is simulated repeats itself. */
        public WorkerSettings {
            taskQueues = Collections.unmodifiableSet(new TreeSet<>(taskQueues));
            queueLimits = Map.copyOf(queueLimits);
        }
    }

    /**
     * Limits of one task queue for its activities.
     *
     * @param maxConcurrentActivities attempts that run at the same time on this node, or null for no limit of its own
     * @param maxActivitiesPerSecond attempts that begin in a second on all nodes together, or null for no limit
     */
    public record QueueLimits(
            @Nullable Integer maxConcurrentActivities,
            @Nullable Double maxActivitiesPerSecond) {

        /**
         * Checks the limits.
         *
         * @throws IllegalArgumentException if one is not positive
         */
        public QueueLimits {
            if (maxConcurrentActivities != null && maxConcurrentActivities < 1) {
                throw new IllegalArgumentException(
                        "maxConcurrentActivities must be at least 1 but is " + maxConcurrentActivities);
            }
            if (maxActivitiesPerSecond != null && !(maxActivitiesPerSecond > 0)) {
                throw new IllegalArgumentException(
                        "maxActivitiesPerSecond must be positive but is " + maxActivitiesPerSecond);
            }
        }
    }

    /**
     * How long histories may become.
     *
     * @param continueAsNewSuggestedAfter events after which a run is told to go on as a new one
     * @param continueAsNewSuggestedSize bytes after which it is told so
     * @param maxLength events after which a run gets no further; a fifth of it is worth a warning
     */
    public record HistorySettings(int continueAsNewSuggestedAfter, long continueAsNewSuggestedSize, int maxLength) {

        /** All defaults. */
        public static final HistorySettings DEFAULT = new HistorySettings(4_000, 4L << 20, 50_000);
    }

    /**
     * How turns share commits.
     *
     * @param lanes commits that go on at the same time
     * @param maxTurns turns in one commit, at most
     */
    public record CommitSettings(int lanes, int maxTurns) {

        /** All defaults. */
        public static final CommitSettings DEFAULT = new CommitSettings(1, 200);
    }

    /**
     * This node among others.
     *
     * @param nodeName name that stays the same when the instance restarts, so that it takes its runs back at once; null for a
     *     name of its own each time
     * @param leaseDuration how long others wait before they take over from a node that is silent
     * @param notifications whether nodes tell each other of work at once, where the database can carry that
     * @param pollInterval how often the node looks for free runs and for messages from elsewhere, when there were none lately
     * @param codeVersion version of the code that this node executes, to which {@linkplain
     *     dev.durable.annotation.VersioningBehavior#PINNED pinned} runs keep; null if there are none such
     */
    public record ClusterSettings(
            @Nullable String nodeName,
            Duration leaseDuration,
            boolean notifications,
            Duration pollInterval,
            @Nullable String codeVersion) {

        /** All defaults. */
        public static final ClusterSettings DEFAULT =
                new ClusterSettings(null, Duration.ofSeconds(10), true, Duration.ofSeconds(2), null);
    }

    /**
     * How callers of the client are treated.
     *
     * @param callTimeout how long a start, a signal, a query or an update waits to be accepted, for example while the database is away
     */
    public record ClientSettings(Duration callTimeout) {

        /** All defaults. */
        public static final ClientSettings DEFAULT = new ClientSettings(Duration.ofSeconds(30));
    }

    /**
     * How long closed runs are kept.
     *
     * @param closedAfter age, counted from its end, at which a closed run is deleted; null to keep all
     * @param interval how often the node looks for such runs
     * @param batchSize runs that are deleted in one transaction, at most
     */
    public record RetentionSettings(@Nullable Duration closedAfter, Duration interval, int batchSize) {

        /** All defaults. */
        public static final RetentionSettings DEFAULT = new RetentionSettings(null, Duration.ofMinutes(10), 100);
    }
}
