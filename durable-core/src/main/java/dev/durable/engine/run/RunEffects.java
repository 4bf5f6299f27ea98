package dev.durable.engine.run;

import dev.durable.engine.activity.ActivityExecutor;
import dev.durable.engine.activity.ActivityTask;
import dev.durable.engine.activity.RoutedActivities;
import dev.durable.engine.replay.ReplayedRun;
import dev.durable.history.ActivityTaskCancelRequested;
import dev.durable.history.ActivityTaskScheduled;
import dev.durable.history.HistoryEvent;
import dev.durable.history.InboundEvent;
import dev.durable.history.TimerCanceled;
import dev.durable.history.TimerFired;
import dev.durable.history.TimerStarted;
import dev.durable.history.WorkflowExecutionStarted;
import dev.durable.store.ActivityTaskState;
import dev.durable.store.StoredMessage;
import java.util.List;
import java.util.function.Consumer;

/**
 * What leaves a run after its events are committed: activities to be executed or to be stopped, timers to be armed. Confined to the run's
 * actor.
 */
final class RunEffects {

    private static final String ASKED_TO_STOP = "its workflow has asked it to stop";

    private final RunIdentity run;
    private final ActivityExecutor activities;
    private final RoutedActivities routed;
    private final RunTimers timers;
    private final OpenActivities openActivities;
    private final Consumer<ActivityTask> onRefused;
    private ChildRuns children = new ChildRuns();

    /**
     * @param onRefused told of attempts that will certainly not begin here, because the node stops
     */
    RunEffects(
            RunIdentity run,
            ActivityExecutor activities,
            RoutedActivities routed,
            RunTimers timers,
            OpenActivities openActivities,
            Consumer<ActivityTask> onRefused) {
        this.run = run;
        this.activities = activities;
        this.routed = routed;
        this.timers = timers;
        this.openActivities = openActivities;
        this.onRefused = onRefused;
    }

    /** Lets out what the events of a committed turn ask for. */
    void perform(Turn turn) {
        openActivities.apply(turn);
        for (HistoryEvent event : turn.events()) {
            children.note(event);
            if (event instanceof TimerStarted timer) {
                timers.arm(timer);
            } else if (event instanceof TimerCanceled timer) {
                timers.disarm(timer.startedEventId());
            } else if (event instanceof TimerFired timer) {
                timers.disarm(timer.startedEventId());
            } else if (event instanceof InboundEvent inbound && inbound.endsEventId() > 0) {
                // by a report from outside, perhaps; otherwise nothing of it is left here
                activities.forget(run.runId(), inbound.endsEventId());
                routed.forget(run.runId(), inbound.endsEventId());
            }
        }
        for (HistoryEvent event : turn.events()) {
            if (event instanceof ActivityTaskScheduled scheduled) {
                submit(scheduled.eventId(), turn);
            } else if (event instanceof ActivityTaskCancelRequested request
                    && openActivities.contains(request.scheduledEventId())) {
                requestCancel(request.scheduledEventId());
            }
        }
        turn.retries().forEach(next -> submit(next.scheduledEventId(), turn));
    }

    /**
     * Takes up what a run that came from elsewhere (or from before a crash) has pending. Activities whose outcome waits among
     * the run's messages have ended already.
     */
    void adopt(
            ReplayedRun replayed,
            List<HistoryEvent> history,
            List<ActivityTaskState> states,
            List<StoredMessage> messages) {
        children = ChildRuns.in(history);
        int stored = replayed.lastEvent().eventId();
        for (TimerStarted timer : replayed.instance().pendingTimers()) {
            if (timer.eventId() <= stored) {
                timers.arm(timer);
            }
        }
        openActivities.adopt(replayed.instance(), stored, states, messages).forEach(this::recover);
    }

    /** Arms the run's own time limits, if it has any; done once. */
    void limit(List<HistoryEvent> history) {
        timers.limit(RunLimit.of(history));
    }

    /** Arms the end of the wait before the first step; done once. */
    void awaitStart(WorkflowExecutionStarted started) {
        timers.armStart(started);
    }

    /** The children that are open after a turn that is not committed yet. */
    ChildRuns childrenAfter(Turn turn) {
        ChildRuns after = children.copy();
        turn.events().forEach(after::note);
        return after;
    }

    /** Takes note of the children of a run whose code cannot be had. */
    void knowChildren(List<HistoryEvent> history) {
        children = ChildRuns.in(history);
    }

    boolean hasOpenActivities() {
        return !openActivities.isEmpty();
    }

    /** Gives everything up: the run has ended here. */
    void dropAll() {
        timers.disarmAll();
        if (!openActivities.isEmpty()) {
            openActivities.ids().forEach(id -> routed.forget(run.runId(), id));
            openActivities.clear();
            activities.cancelAll(run.runId());
        }
    }

    /** Submits the current attempt of an activity, unless it has ended in the same turn. */
    private void submit(int scheduledEventId, Turn turn) {
        ActivityTask task = openActivities.find(scheduledEventId);
        if (task == null) {
            return;
        }
        if (turn.routes(scheduledEventId) || routed.isElsewhere(task.scheduled().taskQueue())) {
            routed.submit(task);
            return;
        }
        // it may have been with others when the run came here
        routed.forget(run.runId(), scheduledEventId);
        if (turn.onlyHurries(scheduledEventId)) {
            activities.hasten(task);
        } else if (!activities.submit(task)) {
            onRefused.accept(task);
        }
    }

    private void requestCancel(int scheduledEventId) {
        if (!routed.requestCancel(run.runId(), scheduledEventId)) {
            activities.requestCancel(run.runId(), scheduledEventId, ASKED_TO_STOP);
        }
    }

    /** Decides about an activity of a run that was not here. What others see to goes on without it. */
    private void recover(OpenActivities.Recovery recovery) {
        ActivityTaskState stored = recovery.stored();
        if (stored != null && stored.stage().isElsewhere()) {
            routed.adopt(recovery.fromHistory().resumedFrom(stored));
        } else {
            ActivityTaskState state = stored == null ? null : routed.beforeRecovery(recovery.fromHistory(), stored);
            if (state != null
                    && state.stage() == ActivityTaskState.Stage.RELEASED
                    && !activities.isPending(run.runId(), state.scheduledEventId())) {
                openActivities.isToBeStored(state.scheduledEventId());
            }
            activities.recover(recovery.fromHistory(), state);
        }
    }
}
