package dev.durable.engine.run;

import dev.durable.client.FailedAttempt;
import dev.durable.engine.activity.ActivityTask;
import dev.durable.engine.activity.AttemptVerdict;
import dev.durable.engine.activity.RoutedActivities;
import dev.durable.history.ActivityTaskReported;
import dev.durable.history.ActivityTaskScheduled;
import dev.durable.history.HistoryEvent;
import dev.durable.history.InboundEvent;
import dev.durable.store.ActivityTaskState;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What inputs about activities do to a run: further attempts, progress, reports from outside, results of local activities. Keeps track
 * of the rows that are stored beside the history. Confined to the run's actor.
 */
final class ActivitySteps {

    private static final Logger logger = LoggerFactory.getLogger(RunActor.class);

    private final RunActivities activities;
    private final RoutedActivities routed;
    private final Supplier<Turn> turn;
    private final RunInbox.Applying applying;
    private final Set<Integer> storedRows = new HashSet<>();

    /**
     * @param routed says which activities others execute
     * @param turn the turn in the making
     * @param applying applies an event to the run's code
     */
    ActivitySteps(RunActivities activities, RoutedActivities routed, Supplier<Turn> turn, RunInbox.Applying applying) {
        this.activities = activities;
        this.routed = routed;
        this.turn = turn;
        this.applying = applying;
    }

    /** Takes what is told from outside; whoever tells it hears why if it has no effect. */
    void deliver(ActivityTaskReported report, RunInput.Deliver deliver, RunCode live) {
        AttemptVerdict verdict;
        try {
            verdict = activities.reports().judge(report, live.instance(), turn.get(), false);
        } catch (ReportRefusedException e) {
            refuse(deliver, e);
            return;
        }
        turn.get().uses(deliver);
        follow(verdict, live);
    }

    /** Takes a sign of life for which the code is not needed. */
    void heartbeat(ActivityTaskReported report, RunInput.Deliver deliver) {
        try {
            activities.reports().heartbeat(report);
        } catch (ReportRefusedException e) {
            refuse(deliver, e);
            return;
        }
        turn.get().uses(deliver);
    }

    /** An event is kept for later by the turn in the making. */
    void kept(InboundEvent event) {
        if (event instanceof ActivityTaskReported report) {
            turn.get().whenCommitted(() -> activities.reports().kept(report));
        }
    }

    /** Reports come to nothing that were to be part of a turn; true if activities are to be taken up anew. */
    boolean refused(List<ActivityTaskReported> reports) {
        boolean takenUp = false;
        for (ActivityTaskReported report : reports) {
            takenUp |= activities.reports().refused(report);
        }
        return takenUp;
    }

    /** Refuses a report that is to be kept for later, and of which it is clear already that nothing will come of it. */
    boolean refusesOutdated(ActivityTaskReported report, RunInput.Deliver deliver) {
        try {
            activities.reports().requireCurrent(report, turn.get());
            return false;
        } catch (ReportRefusedException e) {
            refuse(deliver, e);
            return true;
        }
    }

    private static void refuse(RunInput.Deliver deliver, ReportRefusedException reason) {
        if (deliver.accepted() != null) {
            deliver.accepted().completeExceptionally(reason);
        }
    }

    /** Takes a report that was accepted as a message. Nothing counts after the code has ended. */
    void take(ActivityTaskReported report, RunCode live) {
        if (live.hasEnded()) {
            return;
        }
        AttemptVerdict verdict;
        try {
            verdict = activities.reports().judge(report, live.instance(), turn.get(), true);
        } catch (ReportRefusedException e) {
            // something else was first; whoever sent it was told that it may be so
            logger.info("A report was too late. {}", e.what());
            return;
        }
        follow(verdict, live);
    }

    private void follow(@Nullable AttemptVerdict verdict, RunCode live) {
        if (verdict instanceof AttemptVerdict.Ends ends) {
            applying.apply(live, ends.outcome());
        } else if (verdict instanceof AttemptVerdict.Repeats repeats) {
            repeat(repeats.next(), repeats.failed());
        }
    }

    private void repeat(ActivityTask next, @Nullable FailedAttempt failed) {
        turn.get().retry(next, routed.toState(next), failed);
        storedRows.add(next.scheduledEventId());
    }

    /** Has the turn store the activities that it schedules for others to execute. */
    void routeScheduled() {
        if (turn.get().closesRun()) {
            return;
        }
        for (HistoryEvent event : turn.get().events()) {
            if (event instanceof ActivityTaskScheduled scheduled
                    && routed.isElsewhere(scheduled.taskQueue())
                    && !turn.get().settles(scheduled.eventId())) {
                turn.get().store(routed.toState(activities.open().first(scheduled)));
                storedRows.add(scheduled.eventId());
            }
        }
    }

    /** Makes another attempt of an activity, unless it has ended or gone on by a report from outside. */
    void retry(RunInput.ActivityRetry retry) {
        boolean overtaken = retry.failed() == null && activities.hurried().isOvertaken(retry.next(), turn.get());
        if (!overtaken && activities.open().expects(retry.next(), retry.failed(), turn.get())) {
            turn.get().uses(retry);
            repeat(retry.next(), retry.failed());
        }
    }

    /**
     * Has activities tried at once that wait for the end of a pause after a failure.
     *
     * @param scheduledEventId the only activity that is meant; 0 for all
     */
    void retryNow(int scheduledEventId) {
        activities.hurried().hurry(scheduledEventId).stream()
                .filter(hurried -> activities.open().expects(hurried.task(), null, turn.get()))
                .forEach(hurried -> {
                    repeat(hurried.task(), null);
                    if (hurried.waitsHere()) {
                        turn.get().hurry(hurried.task());
                    }
                    turn.get().whenCommitted(() -> activities.hurried().stored(hurried.task()));
                });
    }

    /** Like {@link #retryNow}, for a run whose code could not be had since it came here. */
    void retryOnceAdopted(int scheduledEventId) {
        activities.hurried().hurryStored(scheduledEventId).forEach(turn.get()::store);
    }

    /** Stores what is known of an attempt that is under way, unless that is over. */
    void store(RunInput.ActivityUnderWay underWay) {
        ActivityTaskState state = activities.open().toBeStored(underWay.state(), turn.get());
        if (state == null) {
            underWay.stored().completeExceptionally(new IllegalStateException("the attempt is over"));
            return;
        }
        turn.get().uses(underWay);
        turn.get().store(state);
        storedRows.add(state.scheduledEventId());
    }

    /** Stores an attempt for others, unless its activity has ended meanwhile. */
    void route(RunInput.ActivityWithdrawn withdrawn) {
        ActivityTask unbegun = withdrawn.unbegun();
        if (activities.open().expects(unbegun, null, turn.get())) {
            turn.get().uses(withdrawn);
            turn.get().retry(unbegun, unbegun.toRoutedState(), null);
            storedRows.add(unbegun.scheduledEventId());
        }
    }

    /** Notes that an attempt has not begun and will not begin on this node. */
    void release(RunInput.ActivityRelease release) {
        ActivityTask unbegun = activities.open().hurriedMeanwhile(release.unbegun());
        turn.get().uses(release);
        turn.get().store(unbegun.toState().asReleased());
        storedRows.add(unbegun.scheduledEventId());
    }

    /** Executes the local activities that the code has called, and gives up those that it has canceled. They wait for no commit but that of the run's start, which may be refused. */
    void startLocal(RunCode live) {
        if (!turn.get().startsRun() && !turn.get().closesRun() && !live.hasEnded()) {
            LocalExecutions local = activities.local();
            local.start(
                    live.instance().takeLocalActivityCalls(),
                    live.instance().info().taskQueue());
            if (local.areRunning()) {
                local.dropAllBut(live.instance().pendingLocalActivities());
            }
        }
    }

    /** Whether local activities of the code in memory are executed. */
    boolean areLocalRunning() {
        return activities.local().areRunning();
    }

    /** Applies the result of a local activity, unless it was given up. */
    void localEnded(RunInput.LocalActivityEnded end, RunCode live) {
        if (activities.local().ended(end.execution())) {
            turn.get().uses(end);
            applying.apply(live, end.outcome());
        }
    }

    /** The code has left memory: what it has called locally is given up. */
    void codeDropped() {
        activities.local().dropAll();
    }

    /** The run came with these rows. */
    void adopt(List<ActivityTaskState> states) {
        states.forEach(state -> storedRows.add(state.scheduledEventId()));
    }

    /** An activity has ended: its row goes, if there is one. */
    void ended(int scheduledEventId) {
        activities.hurried().ended(scheduledEventId);
        if (storedRows.remove(scheduledEventId)) {
            turn.get().endRetries(scheduledEventId);
        }
    }

    /** The run closes, and all its rows go. */
    void endAll() {
        storedRows.forEach(turn.get()::endRetries);
    }

    /** What a turn has done with rows has not happened. */
    void forget(Turn forgotten) {
        storedRows.addAll(forgotten.endedActivityTasks());
    }
}
