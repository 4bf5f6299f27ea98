package dev.durable.engine.schedule;

import dev.durable.engine.observation.EngineObserver;
import dev.durable.engine.run.Runs;
import dev.durable.failure.DurableException;
import dev.durable.history.RunOrigin;
import dev.durable.schedule.ScheduleCounts;
import dev.durable.schedule.ScheduleState;
import dev.durable.store.DurableStore;
import dev.durable.store.StoreConflictException;
import dev.durable.store.StoreUnavailableException;
import dev.durable.store.StoredSchedule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the actions of one schedule at a time: what has become due is decided, written together with the runs that it starts, and only
 * then these begin. If somebody else has changed the schedule meanwhile, nothing was written, and it is looked at again. Thread-safe;
 * blocks on the store.
 */
final class ScheduleActions {

    private static final Logger logger = LoggerFactory.getLogger(ScheduleActions.class);
    private static final int MOST_TRIES = 10;

    private final DurableStore store;
    private final Runs runs;
    private final ScheduledRuns scheduledRuns;
    private final RunningWorkflows workflows;
    private final RoomMaker roomMaker;
    private final Duration watchInterval;
    private final EngineObserver observer;

    ScheduleActions(
            DurableStore store,
            Runs runs,
            ScheduledRuns scheduledRuns,
            RoomMaker roomMaker,
            Duration watchInterval,
            EngineObserver observer) {
        this.store = store;
        this.runs = runs;
        this.scheduledRuns = scheduledRuns;
        this.workflows = new RunningWorkflows(store);
        this.roomMaker = roomMaker;
        this.watchInterval = watchInterval;
        this.observer = observer;
    }

    /**
     * Does what is due.
     *
     * @return the actions whose workflows are open afterwards, as far as they are known
     */
    List<TakenAction> take(StoredSchedule row, Instant now) {
        Set<String> takenIds = new HashSet<>();
        Optional<StoredSchedule> current = Optional.of(row);
        for (int tries = 0; current.isPresent() && tries < MOST_TRIES; tries++) {
            Attempt attempt = new Attempt(LoadedSchedule.of(current.get()), now, takenIds);
            if (attempt.commit() && !attempt.madeRoom) {
                return attempt.turn.running();
            }
            current = store.findSchedule(row.scheduleId());
        }
        return List.of();
    }

    /** One try. */
    private final class Attempt {

        private final LoadedSchedule schedule;
        private final Instant now;
        private final Set<String> takenIds;
        private final ScheduleTurn turn;
        private final List<ScheduledRun> starts = new ArrayList<>();
        private boolean madeRoom;

        Attempt(LoadedSchedule schedule, Instant now, Set<String> takenIds) {
            this.schedule = schedule;
            this.now = now;
            this.takenIds = takenIds;
            this.turn = new ScheduleTurn(schedule, now);
        }

        boolean commit() {
            workflows.refresh(turn);
            OverlapDecision decision =
                    turn.decide(action -> !takenIds.contains(ScheduledRuns.workflowId(schedule, action)));
            stop(decision.stop());
            RunOrigin origin = ScheduledRuns.origin(turn.lastResult(), turn.lastFailure());
            for (int i = 0; i < decision.start().size(); i++) {
                WaitingAction action = decision.start().get(i);
                if (turn.admits(action)) {
                    boolean overlapping = i < decision.overlapping();
                    start(scheduledRuns.make(
                            schedule, action, overlapping, overlapping ? RunOrigin.FIRST : origin, now));
                }
            }
            return write();
        }

        private void start(ScheduledRun run) {
            starts.add(run);
            turn.taken(run.action());
        }

        /** Before the schedule is written: asking twice does no harm, but forgetting it would make others wait for ever. */
        private void stop(OverlapDecision.Stop stop) {
            if (stop == OverlapDecision.Stop.NOTHING) {
                return;
            }
            for (TakenAction action : turn.running()) {
                if (action.overlapping()) {
                    continue;
                }
                if (stop == OverlapDecision.Stop.TERMINATE) {
                    roomMaker.terminate(schedule.scheduleId(), action);
                    // it may take a moment where another node owns the run
                    madeRoom |= !action.stopRequested();
                } else if (!action.stopRequested()) {
                    roomMaker.cancel(schedule.scheduleId(), action);
                }
                turn.stopRequested(action);
            }
        }

        private boolean write() {
            LoadedSchedule result = turn.result();
            try {
                boolean written = store.commitSchedule(
                        result.toRow(turn.nextLook(watchInterval)),
                        starts.stream().map(ScheduledRun::turn).toList());
                if (written) {
                    starts.forEach(this::begin);
                    reportTroubles(result);
                }
                return written;
            } catch (StoreConflictException e) {
                noteTakenIds(e);
                return false;
            } catch (StoreUnavailableException e) {
                // whether they were started or not: if so, they are this node's
                starts.forEach(start -> runs.adoptIfOwned(start.action().runId()));
                throw e;
            }
        }

        /** What somebody should know who relies on the schedule. */
        private void reportTroubles(LoadedSchedule result) {
            ScheduleCounts before = schedule.progress().counts();
            ScheduleCounts after = result.progress().counts();
            if (after.missed() > before.missed()) {
                logger.warn(
                        "Schedule {} has missed {} actions: they were past its catch-up window",
                        schedule.scheduleId(),
                        after.missed() - before.missed());
            }
            if (after.dropped() > before.dropped()) {
                logger.warn(
                        "Schedule {} has dropped {} actions: too many are waiting",
                        schedule.scheduleId(),
                        after.dropped() - before.dropped());
            }
            ScheduleState state = result.schedule().state();
            if (state.paused() && !schedule.schedule().state().paused()) {
                logger.warn("Schedule {} does not go on: {}", schedule.scheduleId(), state.note());
            }
        }

        private void begin(ScheduledRun start) {
            logger.debug(
                    "Schedule {} has started workflow {}",
                    schedule.scheduleId(),
                    start.action().workflowId());
            observer.workflowStarted(start.started().workflowType());
            if (start.isHere()) {
                runs.beginStored(start.action().runId(), start.started());
            }
        }

        /** An id may be in use by a run that somebody else has started; then the action cannot be taken. */
        private void noteTakenIds(DurableException conflict) {
            boolean known = false;
            for (ScheduledRun start : starts) {
                String workflowId = start.action().workflowId();
                boolean open = store.findRun(workflowId)
                        .map(run -> !run.status().isClosed())
                        .orElse(false);
                if (open) {
                    known = true;
                    takenIds.add(workflowId);
                    logger.warn(
                            "Schedule {} leaves out an action, because workflow {} is open already",
                            schedule.scheduleId(),
                            workflowId);
                }
            }
            if (!known) {
                logger.debug("Schedule {} met a conflict", schedule.scheduleId(), conflict);
            }
        }
    }
}
