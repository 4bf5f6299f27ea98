package dev.durable.engine;

import dev.durable.engine.EngineSettings.WorkerSettings;
import dev.durable.engine.StuckRun.Reason;
import dev.durable.engine.definition.Definitions;
import dev.durable.engine.definition.WorkflowContract;
import dev.durable.engine.time.TimeSource;
import dev.durable.payload.FailureInfo;
import dev.durable.store.ActivityBacklog;
import dev.durable.store.DurableStore;
import dev.durable.store.FailingRun;
import dev.durable.store.QueueBacklog;
import dev.durable.store.StoredNode;
import dev.durable.store.StoredRun;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * What operators ask of an engine: how its node stands, and what the nodes have to do together. Thread-safe. What concerns this node is
 * answered from memory; the lists are read from the store.
 */
public final class EngineInsight {

    /** How long a run that is due may wait for a node, and a failing one for its next try, before something is wrong. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final DurableStore store;
    private final WorkerSettings settings;
    private final Definitions definitions;
    private final TimeSource time;
    private final Supplier<EngineStatus> status;
    private final Supplier<@Nullable EngineNode> node;

    EngineInsight(
            DurableStore store,
            WorkerSettings settings,
            Definitions definitions,
            TimeSource time,
            Supplier<EngineStatus> status,
            Supplier<@Nullable EngineNode> node) {
        this.store = store;
        this.settings = settings;
        this.definitions = definitions;
        this.time = time;
        this.status = status;
        this.node = node;
    }

    /** How the engine stands. */
    public EngineStatus status() {
        return status.get();
    }

    /** The name of this node, while it executes. */
    public Optional<String> nodeName() {
        return Optional.ofNullable(node.get()).map(EngineNode::nodeName);
    }

    /** The task queues that this node hosts. */
    public Set<String> taskQueues() {
        return settings.taskQueues();
    }

    /** Names of the workflow types that this node has code for. */
    public Set<String> workflowTypes() {
        return definitions.workflowTypes();
    }

    /** Names of the activities that this node has code for. */
    public Set<String> activityTypes() {
        return definitions.activityTypes();
    }

    /** Whether a workflow type that the application implements, or that its clients have used, declares a signal of the name. */
    public boolean declaresSignal(String name) {
        return definitions.declares(WorkflowContract::signals, name);
    }

    /** Whether a workflow type that the application implements, or that its clients have used, declares an update of the name. */
    public boolean declaresUpdate(String name) {
        return definitions.declares(WorkflowContract::updates, name);
    }

    /** Attempts of activities that run here. */
    public int runningAttempts() {
        return ofNode(EngineNode::runningAttempts);
    }

    /** Attempts that may run here at the same time. */
    public int maxRunningAttempts() {
        return settings.maxConcurrentActivities();
    }

    /** Runs that this node has. */
    public int runs() {
        return ofNode(current -> current.runs().size());
    }

    /** Runs whose code is in this node's memory. */
    public int cachedRuns() {
        return ofNode(current -> current.runs().cached());
    }

    /** How long this node's lease still lasts, by its own clock; nothing if the lease has ended, or if the engine executes nothing. */
    public Duration leaseRemaining() {
        EngineNode current = node.get();
        return current == null ? Duration.ZERO : current.lease().remaining();
    }

    /** This node as others see it, if it executes and is registered. */
    public Optional<StoredNode> thisNode() {
        return nodeName()
                .flatMap(name -> nodes().stream()
                        .filter(candidate -> candidate.nodeName().equals(name))
                        .findFirst());
    }

    /** All nodes that are registered, by their names. */
    public List<StoredNode> nodes() {
        return store.nodes();
    }

    /** The queues on which runs wait for a node, by their names. */
    public List<QueueBacklog> queueBacklogs() {
        return store.queueBacklogs();
    }

    /** The queues on which attempts of activities wait for a node, by their names. */
    public List<ActivityBacklog> activityBacklogs() {
        return store.activityBacklogs();
    }

    /** The workflow id of a run, of which nothing but its own id is known. */
    public Optional<String> workflowIdOf(UUID runId) {
        return store.findRun(runId).map(StoredRun::workflowId);
    }

    /**
     * Runs that get no further, of all nodes: first those whose code fails, then those that have been due for more than a minute and
     * that no node has taken.
     *
     * @param limit at most so many
     */
    public List<StuckRun> stuckRuns(int limit) {
        Instant now = time.now();
        List<StuckRun> stuck = new ArrayList<>();
        store.failingRuns(now.minus(settings.maxRetryInterval()).minus(PATIENCE), limit)
                .forEach(failing -> stuck.add(stuck(failing)));
        int left = limit - stuck.size();
        if (left > 0) {
            store.unclaimedRuns(now.minus(PATIENCE), left).stream()
                    .filter(run ->
                            stuck.stream().noneMatch(known -> known.runId().equals(run.runId())))
                    .forEach(run -> stuck.add(stuck(run, Reason.NOT_TAKEN, dueAt(run), 0, null, null)));
        }
        return List.copyOf(stuck);
    }

    private int ofNode(ToIntFunction<EngineNode> number) {
        EngineNode current = node.get();
        return current == null ? 0 : number.applyAsInt(current);
    }

    private static StuckRun stuck(FailingRun failing) {
        Instant since = failing.failure().failingSince();
        return stuck(
                failing.run(),
                Reason.CODE_FAILS,
                since == null ? failing.failure().failedAt() : since,
                failing.failure().attempt(),
                failing.failure().nextAttemptAt(),
                failing.failure().failure());
    }

    private static StuckRun stuck(
            StoredRun run,
            Reason reason,
            Instant since,
            int tries,
            @Nullable Instant nextTryAt,
            @Nullable FailureInfo failure) {
        return new StuckRun(
                run.workflowId(),
                run.runId(),
                run.workflowType(),
                run.taskQueue(),
                reason,
                since,
                tries,
                nextTryAt,
                failure);
    }

    private static Instant dueAt(StoredRun run) {
        Instant dueAt = run.wakeAt();
        return dueAt == null ? run.startedAt() : dueAt;
    }
}
