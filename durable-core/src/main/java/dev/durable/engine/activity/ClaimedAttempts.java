package dev.durable.engine.activity;

import dev.durable.client.FailedAttempt;
import dev.durable.engine.time.TimeSource;
import dev.durable.history.ActivityTaskCompleted;
import dev.durable.history.ActivityTaskFailed;
import dev.durable.history.InboundEvent;
import dev.durable.store.ActivityClaim;
import dev.durable.store.ActivityTaskState;
import dev.durable.store.ActivityTaskStore;
import dev.durable.store.ClaimAnswer;
import dev.durable.store.ClaimedActivity;
import dev.durable.store.HeldActivity;
import dev.durable.store.StoreUnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
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
    private static final Duration STORE_PAUSE = Duration.ofSeconds(1);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);
    private static final int BATCH = 100;

    /** In looks: how often it is looked for claims of this node that it knows nothing of. */
    private static final int SWEEP_EVERY = 60;

    private static final int ANY_ATTEMPT = 0;

    private record Key(UUID runId, int scheduledEventId) {}

    private final UUID nodeId;
    private final ActivityTaskStore store;
    private final TimeSource time;
    private final ReportLanes lanes;
    private final Set<String> taskQueues;
    private final @Nullable Set<String> activityTypes;
    private final ActivitySlots slots;
    private final ClaimReports reports;
    private final ActivityExecutor executor;
    private final Runnable hurry;
    private final Map<Key, ClaimedActivity> held = new ConcurrentHashMap<>();
    private final Set<CompletableFuture<Void>> underWay = ConcurrentHashMap.newKeySet();
    private volatile boolean moreWait;
    private volatile boolean abandoned;
    private boolean claimUnanswered;
    private int looks;

    /**
     * @param environment what attempts are made with; its outcomes are not told of these
     * @param blocking asks the store
     * @param taskQueues queues whose activities are executed here
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
        this.lanes = new ReportLanes(blocking);
        this.taskQueues = Set.copyOf(taskQueues);
        this.activityTypes = environment.definitions().dynamicActivity().isPresent()
                ? null
                : Set.copyOf(environment.definitions().activityTypes());
        this.slots = environment.slots();
        this.reports = new ClaimReports(store, time, new AttemptJudge(environment.failures(), time));
        this.executor = new ActivityExecutor(environment.reportingTo(new Outcomes()), context);
        this.hurry = hurry;
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
            CompletableFuture<Void> reported = allUnderWay().thenCompose(ignored -> {
                held.values().forEach(claimed -> inTheEnd(ClaimReports.task(claimed), reports::lost));
                return allUnderWay();
            });
            TimeSource.TimerHandle timeout =
                    time.schedule(time.now().plus(STOP_TIMEOUT), () -> reported.complete(null));
            return reported.whenComplete((done, failure) -> timeout.cancel());
        });
    }

    /** Drops everything without touching the store: the claims count as those of a dead node. */
    public CompletableFuture<Void> abandon() {
        abandoned = true;
        held.clear();
        return executor.stop(Duration.ZERO).thenAccept(unbegun -> {});
    }

    private CompletableFuture<Void> allUnderWay() {
        return CompletableFuture.allOf(underWay.toArray(CompletableFuture[]::new));
    }

    private void inTheEnd(ActivityTask task, Consumer<ClaimedActivity> last) {
        write(task.runId(), task.scheduledEventId(), task.attempt(), claimed -> {
            last.accept(claimed);
            return ClaimAnswer.WRITTEN;
        });
    }

    /** Finds claims that were lost, those that should not be, and those whose activities are to stop. */
    private void compareClaims() {
        Map<Key, ClaimedActivity> before = Map.copyOf(held);
        List<HeldActivity> stored = store.heldActivities(nodeId);
        Map<Key, ActivityClaim> claims = stored.stream()
                .map(HeldActivity::claim)
                .collect(Collectors.toMap(claim -> new Key(claim.runId(), claim.scheduledEventId()), claim -> claim));
        before.forEach((key, claimed) -> {
            if (!claimed.claim().equals(claims.get(key)) && held.remove(key, claimed)) {
                executor.forget(key.runId(), key.scheduledEventId());
            }
        });
        for (HeldActivity activity : stored) {
            ActivityClaim claim = activity.claim();
            if (!held.containsKey(new Key(claim.runId(), claim.scheduledEventId()))
                    && !before.containsKey(new Key(claim.runId(), claim.scheduledEventId()))) {
                // the answer to the claim was lost, so the attempt has not begun
                store.releaseActivity(claim);
            } else if (activity.cancelRequested()) {
                executor.requestCancel(claim.runId(), claim.scheduledEventId(), ASKED_TO_STOP);
            }
        }
    }

    private int claim() {
        int claimed = 0;
        moreWait = false;
        for (String taskQueue : taskQueues) {
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
            moreWait |= activities.size() == wanted;
        }
        return claimed;
    }

    private void begin(ClaimedActivity activity) {
        ActivityClaim claim = activity.claim();
        held.put(new Key(claim.runId(), claim.scheduledEventId()), activity);
        if (!executor.submit(ClaimReports.task(activity))) {
            write(claim.runId(), claim.scheduledEventId(), claim.attempt(), unbegun -> {
                store.releaseActivity(unbegun.claim());
                return ClaimAnswer.WRITTEN;
            });
        }
    }

    /**
     * Writes the last that there is to say about an attempt, later, and again until the store answers. Nothing is said of an attempt whose
     * claim was lost.
     */
    private void write(UUID runId, int scheduledEventId, int attempt, Function<ClaimedActivity, ClaimAnswer> last) {
        Key key = new Key(runId, scheduledEventId);
        ClaimedActivity claimed = find(key, attempt);
        if (claimed == null) {
            return;
        }
        CompletableFuture<Void> written = new CompletableFuture<>();
        underWay.add(written);
        written.whenComplete((done, failure) -> {
            underWay.remove(written);
            held.remove(key, claimed);
            if (moreWait) {
                hurry.run();
            }
        });
        attempt(() -> last.apply(claimed), claimed, written);
    }

    /** The claim of this very attempt: the next one of the same activity may be held already. */
    private @Nullable ClaimedActivity find(Key key, int attempt) {
        ClaimedActivity claimed = held.get(key);
        return claimed == null || attempt != ANY_ATTEMPT && claimed.claim().attempt() != attempt ? null : claimed;
    }

    private void attempt(Supplier<ClaimAnswer> write, ClaimedActivity claimed, CompletableFuture<Void> written) {
        lanes.execute(() -> {
            if (abandoned) {
                written.complete(null);
                return;
            }
            try {
                if (write.get() == ClaimAnswer.LOST) {
                    log.info("What {} came to has no effect: the claim was lost", claimed.claim());
                }
                written.complete(null);
            } catch (StoreUnavailableException e) {
                time.schedule(time.now().plus(STORE_PAUSE), () -> attempt(write, claimed, written));
            } catch (RuntimeException e) {
                log.error("What {} came to cannot be stored and is tried again", claimed.claim(), e);
                time.schedule(time.now().plus(STORE_PAUSE), () -> attempt(write, claimed, written));
            }
        });
    }

    /** Told by the executor how attempts go on. */
    private final class Outcomes implements ActivityOutcomes {

        @Override
        public void resultStored(UUID runId) {
            throw new IllegalStateException("Transactional activities are not claimed");
        }

        @Override
        public void ended(UUID runId, InboundEvent outcome) {
            int id = outcome.endsEventId();
            write(
                    runId,
                    id,
                    attemptEndedBy(outcome),
                    claimed -> reports.ended(claimed.claim(), claimed.state(), outcome));
        }

        /** Others than results and failures may come from an attempt that has not begun, and do not say which. */
        private int attemptEndedBy(InboundEvent outcome) {
            if (outcome instanceof ActivityTaskCompleted completed) {
                return completed.attempt();
            }
            return outcome instanceof ActivityTaskFailed failed ? failed.attempt() : ANY_ATTEMPT;
        }

        @Override
        public void localEnded(UUID runId, int execution, InboundEvent outcome) {
            throw new IllegalStateException("Local activities are not claimed");
        }

        @Override
        public void nextAttempt(UUID runId, ActivityTask next, @Nullable FailedAttempt failed) {
            if (failed == null) {
                throw new IllegalStateException("A claim needs nothing else to be durable");
            }
            write(
                    runId,
                    next.scheduledEventId(),
                    failed.attempt(),
                    claimed -> reports.repeated(claimed.claim(), next, failed));
        }

        @Override
        public CompletableFuture<Void> underWay(UUID runId, ActivityTaskState state) {
            ClaimedActivity claimed = find(new Key(runId, state.scheduledEventId()), state.attempt());
            CompletableFuture<Void> stored = new CompletableFuture<>();
            if (claimed == null) {
                stored.completeExceptionally(new IllegalStateException("the claim was lost"));
                return stored;
            }
            lanes.execute(() -> {
                try {
                    store(claimed, state);
                    stored.complete(null);
                } catch (RuntimeException e) {
                    stored.completeExceptionally(e);
                }
            });
            return stored;
        }

        private void store(ClaimedActivity claimed, ActivityTaskState state) {
            ActivityClaim claim = claimed.claim();
            switch (reports.progress(claim, state)) {
                case WRITTEN -> {}
                case TO_STOP -> executor.requestCancel(claim.runId(), claim.scheduledEventId(), ASKED_TO_STOP);
                case LOST -> {
                    // given up by the next look: here it could be the next attempt already that is forgotten
                    hurry.run();
                    throw new IllegalStateException("the claim was lost");
                }
            }
        }

        @Override
        public void handedOver(UUID runId, int scheduledEventId) {
            ActivityTaskState state = executor.states(runId).stream()
                    .filter(candidate -> candidate.scheduledEventId() == scheduledEventId)
                    .findFirst()
                    .orElse(null);
            if (state != null) {
                write(runId, scheduledEventId, state.attempt(), claimed -> reports.handedOver(claimed.claim(), state));
                executor.forget(runId, scheduledEventId);
            }
        }
    }
}
