package dev.durable.engine;

import dev.durable.client.WorkflowClient;
import dev.durable.engine.activity.ActivityTask;
import dev.durable.engine.activity.RoutedActivities;
import dev.durable.engine.activity.ThreadBoundActivityContext;
import dev.durable.engine.cluster.IdleRuns;
import dev.durable.engine.cluster.NodeIdentity;
import dev.durable.engine.cluster.NodeMembership;
import dev.durable.engine.cluster.RetentionSweep;
import dev.durable.engine.cluster.RunClaims;
import dev.durable.engine.cluster.WorkAnnouncer;
import dev.durable.engine.commit.CommitPipeline;
import dev.durable.engine.replay.ReplayServices;
import dev.durable.engine.run.Claims;
import dev.durable.engine.run.Lease;
import dev.durable.engine.run.RunDirectory;
import dev.durable.engine.run.RunEnvironment;
import dev.durable.engine.run.Runs;
import dev.durable.engine.schedule.ScheduleRunner;
import dev.durable.engine.time.TimeSource;
import dev.durable.failure.DurableException;
import dev.durable.store.DurableStore;
import dev.durable.store.HostedWork;
import dev.durable.store.PendingWork;
import dev.durable.store.RunRelease;
import dev.durable.store.WorkSignals.Listening;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One incarnation of the engine's node, from its start to its stop: its lease, its claims and its runs. */
final class EngineNode {

    private static final Logger logger = LoggerFactory.getLogger(DurableEngine.class);
    private static final Duration FREEZE_TIMEOUT = Duration.ofSeconds(5);
    private static final int RELEASE_BATCH = 500;

    private final NodeIdentity identity;
    private final EngineSettings settings;
    private final DurableStore store;
    private final TimeSource time;
    private final EngineThreads threads;
    private final NodeActivities activities;
    private final Runs runs;
    private final Lease lease;
    private final NodeMembership membership;
    private final WorkAnnouncer announcer;
    private final Claims claimRequests;
    private final RunClaims claims;
    private final IdleRuns idleRuns;
    private final ScheduleRunner schedules;
    private final RetentionSweep retention;
    private final BlockedCodeReports blockedCode;
    private volatile Listening listening = () -> {};

    EngineNode(
            DurableStore store,
            EngineSettings settings,
            ReplayServices replay,
            TimeSource time,
            EngineThreads threads,
            ThreadBoundActivityContext activityContext,
            WorkflowClient client,
            WorkAnnouncer announcer,
            LeaseLoss onLeaseLost) {
        this.store = store;
        this.settings = settings;
        this.time = time;
        this.threads = threads;
        this.announcer = announcer;
        RunDirectory directory = new RunDirectory();
        this.identity = NodeIdentity.create(settings.cluster(), time);
        this.claimRequests = new Claims(settings.cluster().pollInterval(), announcer::announce);
        this.activities = new NodeActivities(
                identity.nodeId(),
                store,
                settings.worker(),
                replay,
                time,
                threads,
                activityContext,
                directory,
                this::lookForWork);
        RoutedActivities routed = new RoutedActivities(
                identity.nodeId(),
                store,
                time,
                threads.blocking(),
                settings.worker().taskQueues(),
                replay.failures(),
                directory,
                claimRequests::hurry);
        HostedWork hosted = new HostedWork(
                settings.worker().taskQueues(),
                replay.definitions().workflowTypes(),
                settings.cluster().codeVersion(),
                replay.definitions().pinnedWorkflowTypes());
        this.lease = new Lease(time, settings.cluster().leaseDuration());
        CommitPipeline pipeline = new CommitPipeline(
                ObservedCommits.of(store, replay.extensions().observer()), time, threads.commits(), settings.commit());
        this.runs = new Runs(
                new RunEnvironment(
                        identity.nodeId(),
                        store,
                        pipeline,
                        activities.executor(),
                        routed,
                        replay,
                        time,
                        threads.turns(),
                        lease,
                        claimRequests,
                        hosted,
                        settings.worker()),
                directory);
        this.membership = new NodeMembership(
                store,
                time,
                threads.blocking(),
                identity,
                lease,
                superseded -> onLeaseLost.leaseLost(this, superseded));
        this.claims = new RunClaims(
                store,
                runs,
                time,
                threads.blocking(),
                identity.nodeId(),
                hosted,
                activities.claimedAttempts(),
                claimRequests,
                this::scheduleDue);
        this.idleRuns =
                new IdleRuns(runs, time, threads.blocking(), settings.worker().passivateAfter());
        this.blockedCode =
                new BlockedCodeReports(replay.threads(), time, settings.worker().codeBlockLimit());
        this.schedules = new ScheduleRunner(
                store,
                runs,
                time,
                threads.blocking(),
                replay,
                client,
                settings.cluster().pollInterval());
        this.retention = new RetentionSweep(store, time, threads.blocking(), settings.retention());
    }

    void start() {
        membership.join();
        activities.start();
        claims.start();
        listening = announcer.listen(claims::hurry);
        idleRuns.start();
        activities.startSpillingOver();
        schedules.start();
        retention.start();
        blockedCode.start();
        settings.worker().queueLimits().keySet().stream()
                .filter(queue -> !settings.worker().taskQueues().contains(queue))
                .forEach(queue -> logger.warn(
                        "Limits are set for task queue {}, which node {} does not execute; they have no effect here",
                        queue,
                        identity.nodeName()));
        logger.info(
                "Node {} executes task queues {}",
                identity.nodeName(),
                settings.worker().taskQueues());
    }

    private void lookForWork() {
        claims.hurry();
    }

    private void scheduleDue(Instant dueAt) {
        schedules.lookAt(dueAt);
    }

    String nodeName() {
        return identity.nodeName();
    }

    Lease lease() {
        return lease;
    }

    int runningAttempts() {
        return activities.executor().running();
    }

    /** There may be work for some node. */
    void hurry() {
        claimRequests.hurry();
    }

    /** Whether something is stored that this node could take and has not; looks at it then. */
    boolean isWorkWaiting() {
        PendingWork pending =
                store.pendingWork(identity.nodeId(), settings.worker().taskQueues());
        boolean waiting =
                pending.freeRuns() || pending.ownMessages() || pending.freeActivities() || pending.deadNodes();
        if (waiting) {
            claims.hurry();
        }
        return waiting;
    }

    Runs runs() {
        return runs;
    }

    ScheduleRunner schedules() {
        return schedules;
    }

    /** Stops: first nothing new, then running activities end or are cut off, then all runs are released. */
    CompletableFuture<Void> stop() {
        logger.info(
                "Node {} stops; runs: {}, running activities: {}",
                identity.nodeName(),
                runs.size(),
                activities.running());
        return stopLooking()
                .thenCompose(ignored -> activities.stop(settings.worker().gracePeriod()))
                .thenCompose(this::freeze)
                .thenAcceptAsync(this::release, threads.blocking())
                .exceptionally(failure -> {
                    logger.error(
                            "Node {} could not stop as it should; its lease will end", identity.nodeName(), failure);
                    return null;
                });
    }

    /** Drops everything without touching the store: the runs belong to others now, who may make the attempts that have not begun. */
    CompletableFuture<Void> abandon() {
        runs.disown();
        CompletableFuture<Void> abandoned = activities.abandon();
        return stopLooking()
                .thenCompose(ignored -> abandoned)
                .thenCompose(ignored -> freeze(List.of()))
                .thenAccept(ignored -> {});
    }

    /** Nothing new is found from here on. */
    private CompletableFuture<Void> stopLooking() {
        blockedCode.stop();
        idleRuns.stop();
        activities.stopSpillingOver();
        listening.close();
        return schedules.stop().thenCompose(ignored -> retention.stop()).thenCompose(ignored -> claims.stop());
    }

    private CompletableFuture<List<RunRelease>> freeze(List<ActivityTask> unbegun) {
        unbegun.forEach(runs::release);
        CompletableFuture<List<RunRelease>> frozen = runs.freezeAll();
        // a run that waits for the database must not hold up the others: its lease ends, and every write is fenced
        TimeSource.TimerHandle timeout =
                time.scheduleUpkeep(time.now().plus(FREEZE_TIMEOUT), () -> frozen.complete(List.of()));
        frozen.whenComplete((releases, failure) -> timeout.cancel());
        return frozen;
    }

    private void release(List<RunRelease> releases) {
        try {
            for (int from = 0; from < releases.size(); from += RELEASE_BATCH) {
                store.releaseRuns(
                        identity.nodeId(), releases.subList(from, Math.min(releases.size(), from + RELEASE_BATCH)));
            }
        } catch (DurableException e) {
            logger.warn("Not all runs could be released, signing off frees them: {}", e.getMessage());
        }
        membership.leave();
        announcer.announce();
        logger.info("Node {} has stopped; released runs: {}", identity.nodeName(), releases.size());
    }

    /** Told when a node's lease is lost. */
    interface LeaseLoss {

        /**
         * The lease is lost.
         *
         * @param superseded whether another process took the node's name while the lease was valid
         */
        void leaseLost(EngineNode node, boolean superseded);
    }
}
