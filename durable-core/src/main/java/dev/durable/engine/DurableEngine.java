package dev.durable.engine;

import dev.durable.activity.ActivityContext;
import dev.durable.client.ActivityCompletionClient;
import dev.durable.client.WorkflowClient;
import dev.durable.engine.activity.ThreadBoundActivityContext;
import dev.durable.engine.client.ClientServices;
import dev.durable.engine.client.EngineActivityCompletionClient;
import dev.durable.engine.client.EngineWorkflowClient;
import dev.durable.engine.cluster.WorkAnnouncer;
import dev.durable.engine.determinism.DeterminismSettings;
import dev.durable.engine.determinism.OpenRunReplays;
import dev.durable.engine.replay.PrefixCheck;
import dev.durable.engine.replay.ReplayServices;
import dev.durable.engine.run.Runs;
import dev.durable.engine.schedule.DeclaredSchedule;
import dev.durable.engine.schedule.EngineScheduleClient;
import dev.durable.engine.schedule.ScheduleServices;
import dev.durable.engine.time.TimeSource;
import dev.durable.failure.DurableException;
import dev.durable.history.HistoryEvent;
import dev.durable.history.WorkflowExecutionStarted;
import dev.durable.payload.FailureConverter;
import dev.durable.payload.PayloadConverter;
import dev.durable.schedule.ScheduleClient;
import dev.durable.store.DurableStore;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The engine of one node: executes workflows and activities over a store, and hands out the client. Thread-safe. Start and stop
 * may be repeated on the same object; between a stop and the next start the client still reads and stores, but nothing runs
 * here.
 */
public final class DurableEngine implements AutoCloseable {

    private static final Logger logger = LoggerFactory.getLogger(DurableEngine.class);

    private final DurableStore store;
    private final EngineSettings settings;
    private final ReplayServices replay;
    private final TimeSource time;
    private final EngineThreads threads;
    private final WorkAnnouncer announcer;
    private final ThreadBoundActivityContext activityContext;
    private final WorkflowClient client;
    private final WorkflowClient ownClient;
    private final EngineScheduleClient schedules;
    private final List<DeclaredSchedule> declaredSchedules;
    private final OpenRunReplays openRunReplays;
    private final ActivityCompletionClient activityCompletionClient;
    private final StartChecks checks;
    private final EngineInsight insight;
    private final CurrentNode node;

    DurableEngine(
            DurableStore store,
            EngineSettings settings,
            ReplayServices replay,
            TimeSource time,
            EngineThreads threads,
            List<DeclaredSchedule> declaredSchedules,
            DeterminismSettings determinism,
            StartChecks checks,
            @Nullable EngineProbe probe) {
        this.checks = checks;
        this.store = store;
        this.settings = settings;
        this.replay = replay;
        this.time = time;
        this.threads = threads;
        this.announcer = new WorkAnnouncer(
                settings.cluster().notifications() ? store.workSignals() : Optional.empty(), threads.blocking());
        this.activityContext = new ThreadBoundActivityContext(replay.payloads());
        this.node = new CurrentNode(settings.worker(), time, threads.blocking(), announcer, probe, this::newNode);
        ClientServices services = new ClientServices(
                store, node, replay, time, threads.blocking(), settings.client().callTimeout());
        this.client = new EngineWorkflowClient(services);
        this.ownClient = new EngineWorkflowClient(services.forTheEngine());
        this.activityCompletionClient = new EngineActivityCompletionClient(services);
        this.insight =
                new EngineInsight(store, settings.worker(), replay.definitions(), time, this::status, node::engineNode);
        this.declaredSchedules = declaredSchedules;
        this.openRunReplays = new OpenRunReplays(
                store, replay, settings.worker().taskQueues(), time, threads.blocking(), determinism);
        this.schedules = new EngineScheduleClient(
                new ScheduleServices(store, time, replay.definitions(), replay.payloads(), this::lookAtSchedules));
    }

    /** An engine over the store, to be told what it executes. */
    public static DurableEngineBuilder builder(DurableStore store) {
        return new DurableEngineBuilder(store);
    }

    /**
     * Waits for checks that the builder was to have {@linkplain DurableEngineBuilder#checksInBackground() made in the background}.
     *
     * @throws DurableException as {@link DurableEngineBuilder#build()} does where it makes them
     */
    public void requireChecked() {
        checks.await();
    }

    /** What of a start may go before it, beside whatever else starts. If something is wrong, the start finds that, too. */
    void prepare() {
        try {
            checks.await();
            if (settings.worker().enabled()) {
                schedules.lookAt(declaredSchedules);
            }
        } catch (RuntimeException | Error e) {
            logger.debug("What was prepared for the start failed", e);
        }
    }

    /**
     * Keeps the schedules that workflows declare, registers the node and begins to execute; does nothing if the worker is switched off, or if it runs already. Waits for a stop
     * that is under way.
     *
     * @throws DurableException if the node cannot be registered, or if open runs do not replay and that is to fail the start;
     *     as {@link #requireChecked()} does
     */
    public void start() {
        checks.await();
        node.awaitStop();
        if (settings.worker().enabled()) {
            openRunReplays.verify();
            schedules.keep(declaredSchedules);
        }
        node.start();
        checks.warn();
    }

    /**
     * Begins to stop: no new work, running activities get the grace period, then everything is released.
     *
     * @return completes when all is released
     */
    public CompletableFuture<Void> stop() {
        return node.stop();
    }

    /**
     * Stops for good: when all is released, threads end that would otherwise wait for work for a while. Does not wait; {@link #stop()} first does.
     */
    @Override
    public void close() {
        stop().whenComplete((released, failure) -> threads.release());
    }

    /** Whether the engine executes. */
    public boolean isRunning() {
        return node.engineNode() != null;
    }

    /** What operators ask of the engine. */
    public EngineInsight insight() {
        return insight;
    }

    /** The client. */
    public WorkflowClient client() {
        return client;
    }

    /** The client of schedules. */
    public ScheduleClient schedules() {
        return schedules;
    }

    /** The client for those who complete activities from outside. */
    public ActivityCompletionClient activityCompletionClient() {
        return activityCompletionClient;
    }

    /** What activities may inject to see the attempt they run in. */
    public ActivityContext activityContext() {
        return activityContext;
    }

    /** Encodes and decodes payloads as the engine does, by its codecs: histories have them as they are stored. */
    public PayloadConverter payloadConverter() {
        return replay.payloads();
    }

    /** Encodes and decodes failures as the engine does, by its codecs: histories have them as they are stored. */
    public FailureConverter failureConverter() {
        return replay.failures();
    }

    /** Asks the code of idle runs to leave memory; it comes back by replay when it is needed. */
    public void evictIdleRuns() {
        node.runs().ifPresent(Runs::evictAll);
    }

    /** Whether something is stored for the node that it has not taken yet; has it look, if so. */
    boolean isWorkWaiting() {
        EngineNode current = node.engineNode();
        return current != null && current.isWorkWaiting();
    }

    void verifyReplay(UUID runId, List<HistoryEvent> history) {
        WorkflowExecutionStarted started = (WorkflowExecutionStarted) history.get(0);
        if (replay.definitions().workflow(started.workflowType()).isPresent()) {
            new PrefixCheck(replay).verify(runId, history);
        }
    }

    /** The node dies, for a test: its successor is there before it is told. */
    void loseNode(boolean succeeded) {
        node.lose(succeeded);
    }

    private EngineStatus status() {
        return settings.worker().enabled() ? node.status() : EngineStatus.CLIENT_ONLY;
    }

    private void lookAtSchedules() {
        EngineNode current = node.engineNode();
        if (current != null) {
            current.schedules().lookNow();
        }
    }

    private EngineNode newNode(@Nullable NodeLink link, EngineNode.LeaseLoss onLeaseLost) {
        return new EngineNode(
                link == null ? store : link.to(store),
                settings,
                replay,
                link == null ? time : link.to(time),
                link == null ? threads : link.to(threads),
                activityContext,
                ownClient,
                announcer,
                onLeaseLost);
    }
}
