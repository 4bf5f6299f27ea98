package dev.durable.engine.activity;

import dev.durable.engine.time.TimeSource;
import dev.durable.store.ActivityClaim;
import dev.durable.store.ActivityTaskStore;
import dev.durable.store.ClaimAnswer;
import dev.durable.store.ClaimedActivity;
import dev.durable.store.HeldActivity;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes attempts for runs of other nodes: claims those that are stored, as many as there are free slots, and makes them like others. A claim is
 * held until what follows from the attempt is written, and fences that: whatever a node says that does not hold the claim any more has no effect.
 * The time limits of an attempt that was claimed are held here; if this node dies, another one takes its attempts for lost.
 *
 * <p>Thread-safe. {@link #look} is called by one thread at a time, and blocks on the store, as {@link #takeOverFromDeadNodes} does.
 */
public final class ClaimedAttempts {

    private static final Logger log = LoggerFactory.getLogger(ClaimedAttempts.class);
    private static final String ASKED_TO_STOP = "its workflow has asked it to stop";
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);
    private static final int BATCH = 100;

    /** In looks: how often it is looked for claims of this node that it knows nothing of. */
    private static final int SWEEP_EVERY = 60;

    private final UUID nodeId;
    private final ActivityTaskStore store;
    private final TimeSource time;
    private final List<String> taskQueues;
    private final @Nullable Set<String> activityTypes;
    private final ActivitySlots slots;
    private final ClaimReports reports;
    private final ActivityExecutor executor;
    private final Runnable hurry;
    private final ReportLanes lanes;
    private final HeldClaims held;
    private volatile boolean moreWait;
    private int nextQueue;
    private boolean claimUnanswered;
    private int looks;

    /**
     * @param environment what attempts are made with; its outcomes are not told of these
     * @param blocking asks the store
     * @param taskQueues queues whose activities are executed here; claimed from in turns, so that none that always has something holds up the others
     * @param hurry has this node look again soon; quick, does not block
     */
    public ClaimedAttempts(
            UUID nodeId,
            ActivityTaskStore store,
            ActivityEnvironment environment,
            ThreadBoundActivityContext context,
            Executor blocking,
            Set<String> taskQueues,
            Runnable hurry) {
        this.nodeId = nodeId;
        this.store = store;
        this.time = environment.time();
        this.taskQueues = List.copyOf(taskQueues);
        this.activityTypes = environment.definitions().dynamicActivity().isPresent()
                ? null
                : Set.copyOf(environment.definitions().activityTypes());
        this.slots = environment.slots();
        this.reports = new ClaimReports(store, time, new AttemptJudge(environment.failures(), time));
        this.hurry = hurry;
        this.lanes = new ReportLanes(blocking);
        this.held = new HeldClaims(time, lanes, this::slotFreed);
        this.executor = new ActivityExecutor(
                environment.ofClaims(
                        new ClaimOutcomes(held, reports, lanes, this::requestCancel, this::handOver, hurry)),
                context);
    }

    /** Begins to make attempts. */
    public void start() {
        executor.start();
    }

    /**
     * Looks after the claims of this node, and claims more if there are any to be had.
     *
     * @param free whether there may be
     * @return how many attempts were claimed
     */
    public int look(boolean free) {
        if (held.areDropped()) {
            return 0;
        }
        lanes.resume();
        if (!held.isEmpty() || claimUnanswered || looks++ % SWEEP_EVERY == 0) {
            compareClaims();
        }
        boolean wanted = activityTypes == null || !activityTypes.isEmpty();
        return (free || claimUnanswered) && wanted ? claim() : 0;
    }

    /**
     * Decides about attempts whose claimants are gone: they count as lost.
     *
     * @return how many there were; if it is the limit there may be more
     */
    public int takeOverFromDeadNodes(int limit) {
        List<ClaimedActivity> lost = store.activitiesOfDeadNodes(limit);
        lost.forEach(reports::lost);
        if (!lost.isEmpty()) {
            log.info("Took {} attempts of activities for lost, whose nodes are gone", lost.size());
        }
        return lost.size();
    }

    /** Attempts that are made for others and hold a slot. */
    public int running() {
        return executor.running();
    }

    /**
     * Stops as {@link ActivityExecutor#stop} does. What has not begun may be claimed by others at once, and what was cut off counts as lost.
     * Completes when that is written, or cannot be in time.
     */
    public CompletableFuture<Void> stop(Duration grace) {
        return executor.stop(grace).thenCompose(unbegun -> {
            unbegun.forEach(task -> inTheEnd(task, claimed -> store.releaseActivity(claimed.claim())));
            CompletableFuture<Void> reported = held.allWritten().thenCompose(ignored -> {
                held.all().forEach(claimed -> inTheEnd(ClaimReports.task(claimed), reports::lost));
                return held.allWritten();
            });
            TimeSource.TimerHandle timeout =
                    time.schedule(time.now().plus(STOP_TIMEOUT), () -> reported.complete(null));
            return reported.whenComplete((done, failure) -> timeout.cancel());
        });
    }

    /** Drops everything without touching the store: the claims count as those of a dead node. Looks may go on, and find nothing. */
    public CompletableFuture<Void> abandon() {
        held.drop();
        return executor.stop(Duration.ZERO).thenAccept(unbegun -> {});
    }

    private void inTheEnd(ActivityTask task, Consumer<ClaimedActivity> last) {
        held.write(task.runId(), task.scheduledEventId(), task.attempt(), claimed -> {
            last.accept(claimed);
            return ClaimAnswer.WRITTEN;
        });
    }

    /** Finds claims that were lost, those that should not be, and those whose activities are to stop. */
    private void compareClaims() {
        List<ClaimedActivity> before = held.all();
        if (held.areDropped()) {
            return; // that an attempt is not held does not say any more that it has not begun
        }
        List<HeldActivity> stored = store.heldActivities(nodeId);
        Set<ActivityClaim> claims = stored.stream().map(HeldActivity::claim).collect(Collectors.toSet());
        for (ClaimedActivity claimed : before) {
            ActivityClaim claim = claimed.claim();
            if (!claims.contains(claim) && held.remove(claimed)) {
                executor.forget(claim.runId(), claim.scheduledEventId());
            }
        }
        for (HeldActivity activity : stored) {
            ActivityClaim claim = activity.claim();
            if (!held.containsActivity(claim)
                    && before.stream().noneMatch(claimed -> isOfSameActivity(claimed, claim))) {
                // the answer to the claim was lost, so the attempt has not begun
                store.releaseActivity(claim);
            } else if (activity.cancelRequested()) {
                requestCancel(claim);
            }
        }
    }

    private static boolean isOfSameActivity(ClaimedActivity claimed, ActivityClaim claim) {
        return claimed.claim().runId().equals(claim.runId())
                && claimed.claim().scheduledEventId() == claim.scheduledEventId();
    }

    private void requestCancel(ActivityClaim claim) {
        executor.requestCancel(claim.runId(), claim.scheduledEventId(), ASKED_TO_STOP);
    }

    private int claim() {
        int claimed = 0;
        moreWait = false;
        int first = nextQueue;
        for (int i = 0; i < taskQueues.size(); i++) {
            int queue = (first + i) % taskQueues.size();
            String taskQueue = taskQueues.get(queue);
            int wanted = Math.min(BATCH, slots.available(taskQueue) - executor.waiting());
            if (wanted < 1) {
                moreWait = true;
                continue;
            }
            claimUnanswered = true;
            List<ClaimedActivity> activities = store.claimActivities(nodeId, taskQueue, activityTypes, wanted);
            claimUnanswered = false;
            activities.forEach(this::begin);
            claimed += activities.size();
            if (!activities.isEmpty()) {
                nextQueue = queue + 1;
            }
            moreWait |= activities.size() == wanted;
        }
        return claimed;
    }

    private void begin(ClaimedActivity activity) {
        ActivityClaim claim = activity.claim();
        held.add(activity);
        if (!executor.submit(ClaimReports.task(activity))) {
            held.write(claim.runId(), claim.scheduledEventId(), claim.attempt(), unbegun -> {
                store.releaseActivity(unbegun.claim());
                return ClaimAnswer.WRITTEN;
            });
        }
    }

    private void slotFreed() {
        if (moreWait) {
            hurry.run();
        }
    }

    /** The code of an attempt has ended, and its result comes from outside: the owner of the run sees to that. */
    private void handOver(UUID runId, int scheduledEventId) {
        executor.states(runId).stream()
                .filter(state -> state.scheduledEventId() == scheduledEventId)
                .findFirst()
                .ifPresent(state -> {
                    held.write(
                            runId,
                            scheduledEventId,
                            state.attempt(),
                            claimed -> reports.handedOver(claimed.claim(), state));
                    executor.forget(runId, scheduledEventId);
                });
    }
}
