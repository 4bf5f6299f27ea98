package dev.durable.engine.schedule;

import dev.durable.client.WorkflowClient;
import dev.durable.engine.replay.ReplayServices;
import dev.durable.engine.run.Runs;
import dev.durable.engine.time.Rounds;
import dev.durable.engine.time.TimeSource;
import dev.durable.store.DurableStore;
import dev.durable.store.StoreUnavailableException;
import dev.durable.store.StoredSchedule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Acts for all schedules that are due, on every node: what one node has taken, the others find done. Looks at the time of the next
 * action that it knows of or is told of, when it is asked to, and now and then.
 *
 * <p>Thread-safe; rounds run one at a time on the executor.
 */
public final class ScheduleRunner {

    private static final Logger logger = LoggerFactory.getLogger(ScheduleRunner.class);
    private static final int BATCH = 20;

    /** In poll intervals: how long others leave alone what a node has taken, and how often it is looked whether a run has closed. */
    private static final int CLAIM = 10;

    private static final int WATCH = 5;

    /** In poll intervals, too: how often it looks without being told that something is due. */
    private static final int OWN_ROUNDS = 10;

    private final DurableStore store;
    private final TimeSource time;
    private final Rounds rounds;
    private final Duration pollInterval;
    private final ScheduleActions actions;
    private final ClosingWatch closings;
    private final Set<String> inTrouble = ConcurrentHashMap.newKeySet();
    private boolean storeAvailable = true;

    /**
     * @param executor runs the rounds; its tasks block on the store
     * @param replay workflow types that this node has code for, and what encodes values
     * @param client ends workflows that are in the way
     */
    public ScheduleRunner(
            DurableStore store,
            Runs runs,
            TimeSource time,
            Executor executor,
            ReplayServices replay,
            WorkflowClient client,
            Duration pollInterval) {
        this.store = store;
        this.time = time;
        this.rounds = new Rounds(time, executor, Duration.ZERO, this::round);
        this.pollInterval = pollInterval;
        ScheduledRuns scheduledRuns = new ScheduledRuns(
                time,
                runs.placement(),
                replay.definitions(),
                replay.payloads(),
                replay.extensions().contexts());
        this.actions = new ScheduleActions(
                store,
                runs,
                scheduledRuns,
                new RoomMaker(client),
                pollInterval.multipliedBy(WATCH),
                replay.extensions().observer());
        this.closings = new ClosingWatch(runs, scheduleId -> executor.execute(() -> look(scheduleId)));
    }

    /** Begins with a round now. */
    public void start() {
        rounds.start();
    }

    /** No more rounds. Completes when the one that is under way has ended. */
    public CompletableFuture<Void> stop() {
        return rounds.stop();
    }

    /** Begins a round at that time, or now if it is past, unless one begins before: a schedule is due then. */
    public void lookAt(Instant dueAt) {
        rounds.beginBy(dueAt);
    }

    /** Begins a round soon, because a schedule was changed; does nothing if the runner does not run. */
    public void lookNow() {
        rounds.hurry();
    }

    private Duration round() {
        Instant latest = time.now().plus(pollInterval.multipliedBy(OWN_ROUNDS));
        try {
            Instant next = takeDue(latest);
            storeAvailable = true;
            return Duration.between(time.now(), next);
        } catch (StoreUnavailableException e) {
            if (storeAvailable) {
                logger.warn("Looking for schedules failed and goes on: {}", e.getMessage());
            }
        } catch (RuntimeException | Error e) {
            // whatever it is, it is said once
            if (storeAvailable) {
                logger.error("Looking for schedules failed and goes on", e);
            }
        }
        storeAvailable = false;
        return pollInterval;
    }

    /** One round; when the next one has to begin, which is not after the given time. */
    private Instant takeDue(Instant latest) {
        Instant now = time.now();
        Instant earliest = store.earliestScheduleWakeUp().orElse(latest);
        if (earliest.isAfter(now)) {
            return earliest.isBefore(latest) ? earliest : latest;
        }
        List<StoredSchedule> due = store.claimDueSchedules(now, now.plus(pollInterval.multipliedBy(CLAIM)), BATCH);
        due.forEach(this::take);
        return due.isEmpty() ? latest : now;
    }

    private void look(String scheduleId) {
        if (!rounds.isActive()) {
            return;
        }
        try {
            store.findSchedule(scheduleId).ifPresent(this::take);
            lookNow();
        } catch (StoreUnavailableException e) {
            logger.debug("Schedule {} is looked at later", scheduleId, e);
        }
    }

    /** What goes wrong with one schedule does not concern the others; it is due again when its claim has ended. */
    private void take(StoredSchedule schedule) {
        String scheduleId = schedule.scheduleId();
        try {
            closings.watch(scheduleId, actions.take(schedule, time.now()));
            inTrouble.remove(scheduleId);
        } catch (StoreUnavailableException e) {
            throw e;
        } catch (RuntimeException e) {
            if (inTrouble.add(scheduleId)) {
                logger.error("Schedule {} could not be acted upon; it is tried again and again", scheduleId, e);
            }
        }
    }
}
