package dev.durable.engine.run;

import dev.durable.engine.activity.ActivityExecutor;
import dev.durable.engine.activity.ActivityTask;
import dev.durable.engine.activity.RoutedActivities;
import dev.durable.engine.time.TimeSource;
import dev.durable.store.ActivityTaskState;
import dev.durable.store.ActivityTaskState.Stage;
import dev.durable.store.DurableStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Cuts short the pauses between attempts of activities of one run, because somebody asks for that. Confined to the run's actor. */
final class HurriedActivities {

    private final RunIdentity run;
    private final OpenActivities open;
    private final ActivityExecutor executor;
    private final RoutedActivities routed;
    private final DurableStore store;
    private final UUID nodeId;
    private final TimeSource time;
    private final Map<Integer, Integer> attempts = new HashMap<>();

    HurriedActivities(RunIdentity run, OpenActivities open, RunEnvironment environment) {
        this.run = run;
        this.open = open;
        this.executor = environment.activities();
        this.routed = environment.routed();
        this.store = environment.store();
        this.nodeId = environment.nodeId();
        this.time = environment.time();
    }

    /**
     * Has attempts made at once that wait for the end of a pause. Those that others make are written at once, which can be repeated.
     *
     * @param scheduledEventId the only activity that is meant; 0 for all
     * @return attempts of this node that are to be stored: those that wait here may begin before that, the others do not
     */
    List<Hurried> hurry(int scheduledEventId) {
        Instant now = time.now();
        List<Hurried> hurried = new ArrayList<>();
        executor.hurry(run.runId(), scheduledEventId, now).forEach(task -> hurried.add(new Hurried(task, true)));
        for (int id : open.ids()) {
            if (!isMeant(id, scheduledEventId)) {
                continue;
            }
            routed.hurry(run.runId(), id);
            ActivityTask task = open.find(id);
            if (task != null && isOnItsWay(task, now)) {
                hurried.add(new Hurried(task.dueAt(now), false));
            }
        }
        return hurried;
    }

    /**
     * An attempt that is to be made at once.
     *
     * @param waitsHere whether the executor has it already, and may begin it at any time
     */
    record Hurried(ActivityTask task, boolean waitsHere) {}

    /** Whether an attempt of a run that came here is about to be stored, and then given to the executor for later. */
    private boolean isOnItsWay(ActivityTask task, Instant now) {
        return open.isOnItsWay(task.scheduledEventId())
                && task.attempt() > 1
                && task.dueAt().isAfter(now)
                && !task.cancelRequested();
    }

    /** The attempt was made durable. */
    void stored(ActivityTask hurried) {
        attempts.put(hurried.scheduledEventId(), hurried.attempt());
    }

    /** Whether an attempt that is to be made was hurried meanwhile, so that nothing is left to be done about it. */
    boolean isOvertaken(ActivityTask next, Turn turn) {
        Integer attempt = attempts.get(next.scheduledEventId());
        return attempt != null && attempt == next.attempt()
                || turn.retries().stream()
                        .anyMatch(other -> other.scheduledEventId() == next.scheduledEventId()
                                && other.attempt() == next.attempt()
                                && other.dueAt().isBefore(next.dueAt()));
    }

    /** The activity has ended. */
    void ended(int scheduledEventId) {
        attempts.remove(scheduledEventId);
    }

    /**
     * Has attempts made at once as soon as the code can be had, without which nothing is known here of what is pending.
     *
     * @param scheduledEventId the only activity that is meant; 0 for all
     * @return how they are to be stored
     */
    List<ActivityTaskState> hurryStored(int scheduledEventId) {
        Instant now = time.now();
        List<ActivityTaskState> hurried = new ArrayList<>();
        for (ActivityTaskState state : store.activityTasks(run.runId())) {
            int id = state.scheduledEventId();
            if (!isMeant(id, scheduledEventId)
                    || open.contains(id)
                    || !state.at().isAfter(now)) {
                continue;
            }
            if (state.stage() == Stage.ROUTED) {
                store.hurryActivity(nodeId, run.runId(), id, now);
            } else if (state.attempt() > 1 && (state.stage() == Stage.WAITING || state.stage() == Stage.RELEASED)) {
                hurried.add(ActivityTaskState.waiting(id, state.attempt(), now, state.lastFailure(), state.heartbeat())
                        .asReleased());
            }
        }
        return hurried;
    }

    private static boolean isMeant(int id, int scheduledEventId) {
        return scheduledEventId == 0 || scheduledEventId == id;
    }
}
