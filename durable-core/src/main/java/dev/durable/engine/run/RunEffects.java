package dev.durable.engine.run;

import dev.durable.engine.activity.ActivityExecutor;
import dev.durable.engine.activity.ActivityTask;
import dev.durable.engine.replay.ReplayedRun;
import dev.durable.history.ActivityTaskScheduled;
import dev.durable.history.HistoryEvent;
import dev.durable.history.InboundEvent;
import dev.durable.history.TimerCanceled;
import dev.durable.history.TimerFired;
import dev.durable.history.TimerStarted;
import dev.durable.history.WorkflowExecutionStarted;
import dev.durable.store.ActivityTaskState;
import dev.durable.store.StoredMessage;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What leaves a run after its events are committed: activities to be executed, timers to be armed. Confined to the run's actor.
 */
final class RunEffects {

    private final RunIdentity run;
    private final ActivityExecutor activities;
    private final RunTimers timers;
    private final Consumer<ActivityTask> onRefused;
    private final Set<Integer> openActivities = new HashSet<>();
    private ChildRuns children = new ChildRuns();

    /**
     * @param onRefused told of attempts that will certainly not begin here, because the node stops
     */
    RunEffects(RunIdentity run, ActivityExecutor activities, RunTimers timers, Consumer<ActivityTask> onRefused) {
        this.run = run;
        this.activities = activities;
        this.timers = timers;
        this.onRefused = onRefused;
    }

    /** Lets out what the events of a committed turn ask for. */
    void perform(Turn turn) {
        for (HistoryEvent event : turn.events()) {
            children.note(event);
            if (event instanceof ActivityTaskScheduled scheduled) {
                openActivities.add(scheduled.eventId());
            } else if (event instanceof TimerStarted timer) {
                timers.arm(timer);
            } else if (event instanceof TimerCanceled timer) {
                timers.disarm(timer.startedEventId());
            } else if (event instanceof TimerFired timer) {
                timers.disarm(timer.startedEventId());
            } else if (event instanceof InboundEvent inbound) {
                openActivities.remove(inbound.endsEventId());
            }
        }
        for (HistoryEvent event : turn.events()) {
            if (event instanceof ActivityTaskScheduled scheduled && openActivities.contains(scheduled.eventId())) {
                submit(first(scheduled));
            }
        }
        turn.retries().forEach(this::submit);
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
        Map<Integer, ActivityTaskState> byActivity =
                states.stream().collect(Collectors.toMap(ActivityTaskState::scheduledEventId, Function.identity()));
        Set<Integer> ended =
                messages.stream().map(message -> message.event().endsEventId()).collect(Collectors.toSet());
        int stored = replayed.lastEvent().eventId();
        for (TimerStarted timer : replayed.instance().pendingTimers()) {
            if (timer.eventId() <= stored) {
                timers.arm(timer);
            }
        }
        for (ActivityTaskScheduled scheduled : replayed.instance().pendingActivities()) {
            if (scheduled.eventId() <= stored
                    && openActivities.add(scheduled.eventId())
                    && !ended.contains(scheduled.eventId())) {
                activities.recover(first(scheduled), byActivity.get(scheduled.eventId()));
            }
        }
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
            openActivities.clear();
            activities.cancelAll(run.runId());
        }
    }

    private ActivityTask first(ActivityTaskScheduled scheduled) {
        return ActivityTask.first(run.runId(), run.workflowId(), run.workflowType(), scheduled);
    }

    private void submit(ActivityTask task) {
        if (!activities.submit(task)) {
            onRefused.accept(task);
        }
    }
}
