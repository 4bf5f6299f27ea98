package dev.durable.autoconfigure;

import dev.durable.engine.EngineSettings;
import dev.durable.engine.EngineSettings.ClientSettings;
import dev.durable.engine.EngineSettings.ClusterSettings;
import dev.durable.engine.EngineSettings.CommitSettings;
import dev.durable.engine.EngineSettings.HistorySettings;
import dev.durable.engine.EngineSettings.QueueLimits;
import dev.durable.engine.EngineSettings.RetentionSettings;
import dev.durable.engine.EngineSettings.WorkerSettings;
import dev.durable.jpa.ForeignTransactions;
import dev.durable.jpa.schema.DatabasePlatform;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.sql.init.DatabaseInitializationMode;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.Errors;
import org.springframework.validation.Validator;

/**
 * Configuration of durable execution. Values are checked when they are bound; a wrong one fails the start.
 *
 * @param enabled Whether durable execution is switched on at all. Without, nothing of it is in the application, and no database is needed.
 * @param worker What this instance executes.
 * @param commit How the steps of many workflows share database commits.
 * @param cluster This instance among others on the same database.
 * @param client How calls of the client are treated.
 * @param retention How long closed runs are kept.
 * @param activity Defaults for all activities.
 * @param activities Options by activity name, or by the name of an activity type for all its methods. Names that contain a
 *     dot are written in brackets: durable.activities[PaymentActivities.charge].start-to-close-timeout.
 * @param taskQueues Limits by the name of a task queue that this instance executes.
 * @param schedules Options by the id of a schedule that a workflow declares with WorkflowSchedule.
 * @param context What travels along with workflows and activities.
 * @param payload How arguments, results and failures are stored.
 * @param determinism What is checked before workflows are executed.
 * @param jdbc Tables in which histories are kept.
 */
@ConfigurationProperties("durable")
public record DurableProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue Worker worker,
        @DefaultValue Commit commit,
        @DefaultValue Cluster cluster,
        @DefaultValue Client client,
        @DefaultValue Retention retention,
        @DefaultValue Activity activity,
        @DefaultValue Map<String, ActivityProperties> activities,
        @DefaultValue Map<String, TaskQueueProperties> taskQueues,
        @DefaultValue Map<String, ScheduleProperties> schedules,
        @DefaultValue Context context,
        @DefaultValue @NestedConfigurationProperty PayloadProperties payload,
        @DefaultValue @NestedConfigurationProperty DeterminismProperties determinism,
        @DefaultValue Jdbc jdbc)
        implements Validator {

    /** Copies the maps. */
    public DurableProperties {
        activities = Map.copyOf(activities);
        taskQueues = Map.copyOf(taskQueues);
        schedules = Map.copyOf(schedules);
    }

    /** The same as the engine takes it. */
    EngineSettings toSettings(boolean virtualActivityThreads) {
        return new EngineSettings(
                new WorkerSettings(
                        worker.enabled,
                        worker.taskQueues,
                        worker.maxConcurrentActivities,
                        worker.maxCachedRuns,
                        worker.passivateAfter,
                        worker.threads,
                        virtualActivityThreads,
                        worker.gracePeriod,
                        worker.retryInterval,
                        worker.maxRetryInterval,
                        new HistorySettings(
                                worker.continueAsNewSuggestedAfter,
                                worker.continueAsNewSuggestedSize.toBytes(),
                                worker.maxHistoryLength),
                        worker.codeBlockLimit,
                        worker.localActivityWait,
                        queueLimits(),
                        worker.spillOverAfter),
                new CommitSettings(commit.lanes, commit.maxTurns),
                new ClusterSettings(
                        cluster.nodeName,
                        cluster.leaseDuration,
                        cluster.notifications,
                        cluster.pollInterval,
                        cluster.codeVersion),
                new ClientSettings(client.callTimeout),
                new RetentionSettings(retention.closedAfter, retention.interval, retention.batchSize),
                activity.startToCloseTimeout);
    }

    /** Spring asks each bean for it, and the one that a record comes with takes milliseconds to be made for so many components. */
    @Override
    public int hashCode() {
        return cluster.leaseDuration.hashCode();
    }

    private Map<String, QueueLimits> queueLimits() {
        return taskQueues.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, queue -> queue.getValue().toLimits()));
    }

    @Override
    public boolean supports(Class<?> type) {
        return type == DurableProperties.class;
    }

    @Override
    public void validate(Object target, Errors errors) {
        DurablePropertiesRules.check((DurableProperties) target, errors);
    }

    /**
     * What this instance executes.
     *
     * @param enabled Whether workflows and activities run in this instance; without, it only uses the client.
     * @param taskQueues Task queues whose workflows and activities run in this instance.
     * @param maxConcurrentActivities Activity attempts that may run at the same time.
     * @param maxCachedRuns Workflow runs that are kept in memory between steps; others are replayed when they are needed.
     * @param passivateAfter How long a workflow run has nothing to do before it leaves this instance until something happens; 0 for never.
     * @param threads Workflow runs that are kept in memory between steps where each holds a platform thread, that is before Java 21.
     * @param gracePeriod How long a shutdown waits for running activities. Keep it below spring.lifecycle.timeout-per-shutdown-phase (30 s);
     *     otherwise a warning is logged.
     * @param retryInterval Pause after workflow code failed unexpectedly for the first time; doubled for each further time.
     * @param maxRetryInterval Longest pause between tries of failing workflow code.
     * @param continueAsNewSuggestedAfter Events in a history from which on the workflow is told to go on as a new run.
     * @param continueAsNewSuggestedSize Size of a history from which on the workflow is told to go on as a new run.
     * @param maxHistoryLength Events in a history at which its run is stopped (DUR-3021); a fifth of it is logged as a warning.
     * @param codeBlockLimit How long workflow code, conditions, queries, validators and callbacks included, may block its thread (a lock, a sleep, I/O) before
     *     that is logged with its stack (DUR-3009); 0 to report nothing.
     * @param localActivityWait How long a step waits for local activities before it is committed, so that their results share a commit; 0 to commit at once.
     * @param spillOverAfter How long an activity waits for a free slot (max-concurrent-activities) of this instance before it is left to whichever instance has one; 0 for as long as it takes.
     */
    public record Worker(
            @DefaultValue("true") boolean enabled,
            @DefaultValue("default") Set<String> taskQueues,
            @DefaultValue("200") int maxConcurrentActivities,
            @DefaultValue("10000") int maxCachedRuns,
            @DefaultValue("1m") Duration passivateAfter,
            @DefaultValue("600") int threads,
            @DefaultValue("20s") Duration gracePeriod,
            @DefaultValue("1s") Duration retryInterval,
            @DefaultValue("1m") Duration maxRetryInterval,
            @DefaultValue("4000") int continueAsNewSuggestedAfter,
            @DefaultValue("4MB") DataSize continueAsNewSuggestedSize,
            @DefaultValue("50000") int maxHistoryLength,
            @DefaultValue("1s") Duration codeBlockLimit,
            @DefaultValue("100ms") Duration localActivityWait,
            @DefaultValue("0s") Duration spillOverAfter) {

        /** Copies the set. */
        public Worker {
            taskQueues = Set.copyOf(taskQueues);
        }
    }

    /**
     * How the steps of many workflows share database commits.
     *
     * @param lanes Commits that may go on at the same time, each on a connection of its own.
     * @param maxTurns Workflow turns in one commit, at most.
     */
    public record Commit(
            @DefaultValue("1") int lanes,
            @DefaultValue("200") int maxTurns) {}

    /**
     * This instance among others on the same database.
     *
     * @param nodeName Name that stays the same when the instance restarts, so that it takes its runs back at once; unique among
     *     running instances. Without, each start gets a name of its own.
     * @param leaseDuration How long other instances wait before they take over from one that is silent; at least 1s.
     * @param notifications Whether instances tell each other of work at once, by LISTEN/NOTIFY on PostgreSQL; takes a connection of the pool for good. Without,
     *     and on other databases, work from elsewhere is found at the poll interval.
     * @param pollInterval How often the instance looks for free runs and for messages from elsewhere, when there were none lately; at least
     *     10ms.
     * @param codeVersion Version of the code in this instance, to which runs of pinned workflows keep.
     */
    public record Cluster(
            @Nullable String nodeName,
            @DefaultValue("10s") Duration leaseDuration,
            @DefaultValue("true") boolean notifications,
            @DefaultValue("2s") Duration pollInterval,
            @Nullable String codeVersion) {}

    /**
     * How calls of the client are treated.
     *
     * @param callTimeout How long a start, signal, query or update waits to be accepted, for example while the database is away; at least
     *     100ms.
     */
    public record Client(@DefaultValue("30s") Duration callTimeout) {}

    /**
     * How long closed runs are kept.
     *
     * @param closedAfter Age, counted from its end, at which a closed run is deleted with its history, as in 90d; all are kept if not set.
     * @param interval How often the instance looks for runs that are to be deleted.
     * @param batchSize Runs that are deleted in one transaction, at most.
     */
    public record Retention(
            @Nullable Duration closedAfter,
            @DefaultValue("10m") Duration interval,
            @DefaultValue("100") int batchSize) {}

    /**
     * Defaults for all activities.
     *
     * @param startToCloseTimeout Longest time of one attempt where nothing else is set.
     */
    public record Activity(@DefaultValue("1m") Duration startToCloseTimeout) {}

    /**
     * What travels along with workflows and activities.
     *
     * @param mdcKeys Keys of the logging context (MDC) whose values travel from the caller to workflows, activities and child workflows; they are stored in histories.
     * @param security Whether name and authorities of the user whom Spring Security has authenticated travel along, so that activities run as that user; they are stored in
     *     histories.
     * @param tracing Whether the trace of Micrometer Tracing travels along, so that what is done on a caller's behalf belongs to it. Needs a Tracer and a Propagator
     *     among the beans; its headers are stored in histories.
     */
    public record Context(
            @DefaultValue Set<String> mdcKeys,
            @DefaultValue("false") boolean security,
            @DefaultValue("true") boolean tracing) {

        /** Copies the set. */
        public Context {
            mdcKeys = Set.copyOf(mdcKeys);
        }
    }

    /**
     * Tables in which histories are kept.
     *
     * @param initializeSchema When tables are created or updated at the start. With "never", missing or outdated tables fail
     *     the start.
     * @param schema Database schema that has the tables, which must exist; the connection's own one if not set.
     * @param tablePrefix Prefix of the names of all tables.
     * @param platform Kind of database, which selects scripts and statements; detected if not set.
     * @param foreignTransactions What becomes of starts, signals and the like inside of a transaction that is not on the database of the tables: another
     *     database's, a broker's, JTA's.
     */
    public record Jdbc(
            @DefaultValue("always") DatabaseInitializationMode initializeSchema,
            @Nullable String schema,
            @DefaultValue("durable_") String tablePrefix,
            @Nullable DatabasePlatform platform,
            @DefaultValue("fail") ForeignTransactions foreignTransactions) {}
}
