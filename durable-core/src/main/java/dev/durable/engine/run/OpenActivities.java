package dev.durable.engine.run;

import dev.durable.client.FailedAttempt;
import dev.durable.engine.activity.ActivityTask;
import dev.durable.engine.replay.WorkflowInstance;
import dev.durable.history.ActivityTaskCancelRequested;
import dev.durable.history.ActivityTaskReported;
import dev.durable.history.ActivityTaskScheduled;
import dev.durable.history.HistoryEvent;
import dev.durable.history.InboundEvent;
import dev.durable.store.ActivityTaskState;
import dev.durable.store.ActivityTaskState.Stage;
import dev.durable.store.StoredMessage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The activities of a run that are scheduled and not closed, each with its current attempt, as far as that is committed. What comes from
 * attempts that are over is told from what counts by this. Outlives the code's eviction from memory. Confined to the run's actor.
 */
final class OpenActivities {

    private final RunIdentity run;
    private final Map<Integer, ActivityTask> current = new LinkedHashMap<>();
    private final Set<Integer> outside = new HashSet<>();
    private final Set<Integer> reported = new HashSet<>();
    private final Set<Integer> toBeStored = new HashSet<>();

    OpenActivities(RunIdentity run) {
        this.run = run;
    }

    /**
     * An activity about which has to be decided, since it was not open here.
     *
     * @param fromHistory the activity with its first attempt
     * @param stored how it stands according to the store, or null
     */
    record Recovery(ActivityTask fromHistory, @Nullable ActivityTaskState stored) {}

    /** Takes over what a committed turn has changed. */
    void apply(Turn turn) {
        for (HistoryEvent event : turn.events()) {
            if (event instanceof ActivityTaskScheduled scheduled) {
                current.put(scheduled.eventId(), first(scheduled));
            } else if (event instanceof ActivityTaskCancelRequested request) {
                current.computeIfPresent(request.scheduledEventId(), (id, task) -> task.askedToStop());
            } else if (event instanceof InboundEvent inbound && inbound.endsEventId() > 0) {
                current.remove(inbound.endsEventId());
                outside.remove(inbound.endsEventId());
                reported.remove(inbound.endsEventId());
                toBeStored.remove(inbound.endsEventId());
            }
        }
        turn.retries().forEach(this::applyRetry);
        turn.activityTasks().forEach(state -> {
            if (state.stage() == Stage.OUTSIDE && current.containsKey(state.scheduledEventId())) {
                outside.add(state.scheduledEventId());
            }
        });
    }

    private void applyRetry(ActivityTask next) {
        current.computeIfPresent(next.scheduledEventId(), (id, task) -> {
            outside.remove(id);
            reported.remove(id);
            toBeStored.remove(id);
            return task.cancelRequested() ? next.askedToStop() : next;
        });
    }

    /**
     * Takes over what a loaded run has pending.
     *
     * @param lastEventId the last event that is stored
     * @return what has to be recovered: activities that were not open here
     */
    List<Recovery> adopt(
            WorkflowInstance instance, int lastEventId, List<ActivityTaskState> states, List<StoredMessage> messages) {
        Map<Integer, ActivityTaskState> stored = new HashMap<>();
        states.forEach(state -> stored.put(state.scheduledEventId(), state));
        Set<Integer> askedToStop = instance.activitiesAskedToStop();
        List<Recovery> recoveries = new ArrayList<>();
        for (ActivityTaskScheduled scheduled : instance.pendingActivities()) {
            int id = scheduled.eventId();
            if (id <= lastEventId && !current.containsKey(id)) {
                ActivityTaskState state = stored.get(id);
                ActivityTask first = askedToStop.contains(id) ? first(scheduled).askedToStop() : first(scheduled);
                current.put(id, state == null ? first : first.resumedFrom(state));
                if (state != null && state.stage() == Stage.OUTSIDE) {
                    outside.add(id);
                }
                if (messages.stream().noneMatch(message -> ends(message.event(), id))) {
                    recoveries.add(new Recovery(first, state));
                } else {
                    endIsKept(id);
                }
            }
        }
        return recoveries;
    }

    /** Nothing is known of the activity any more, until the run is adopted anew. */
    void forget(int scheduledEventId) {
        current.remove(scheduledEventId);
        outside.remove(scheduledEventId);
        reported.remove(scheduledEventId);
        toBeStored.remove(scheduledEventId);
    }

    /** The current attempt has certainly not begun, and is made once it has been stored anew: nobody has it until then. */
    void isToBeStored(int scheduledEventId) {
        toBeStored.add(scheduledEventId);
    }

    /** Whether nobody has the current attempt, because it is about to be stored. */
    boolean isOnItsWay(int scheduledEventId) {
        return toBeStored.contains(scheduledEventId);
    }

    /** Whether the current attempt of an activity ends with the report. */
    boolean isEndedBy(ActivityTaskReported report) {
        return ends(report, report.scheduledEventId());
    }

    /** The end of the current attempt has been reported and is stored, but not taken yet. */
    void endIsKept(int scheduledEventId) {
        reported.add(scheduledEventId);
    }

    /** Whether the activity's attempt ends with the message, so that there is nothing to be recovered. */
    private boolean ends(InboundEvent message, int scheduledEventId) {
        if (!(message instanceof ActivityTaskReported reported)) {
            return message.endsEventId() == scheduledEventId;
        }
        ActivityTask task = current.get(scheduledEventId);
        return reported.scheduledEventId() == scheduledEventId
                && task != null
                && switch (reported.kind()) {
                    case COMPLETED, COMMITTED -> true;
                    case FAILED -> reported.attempt() == 0 || reported.attempt() == task.attempt();
                    case CANCELED -> task.cancelRequested();
                    case HEARTBEAT -> false;
                };
    }

    /** The current attempt of an activity; null if it is not open. */
    @Nullable
    ActivityTask find(int scheduledEventId) {
        return current.get(scheduledEventId);
    }

    /** The current attempt of an activity that is pending in the code, with what the turn in the making has changed. */
    ActivityTask find(ActivityTaskScheduled scheduled, Turn turn) {
        ActivityTask committed = current.getOrDefault(scheduled.eventId(), first(scheduled));
        ActivityTask latest = turn.retries().stream()
                .filter(next -> next.scheduledEventId() == scheduled.eventId())
                .reduce(committed, (before, next) -> next);
        boolean askedToStop = committed.cancelRequested()
                || turn.events().stream()
                        .anyMatch(event -> event instanceof ActivityTaskCancelRequested request
                                && request.scheduledEventId() == scheduled.eventId());
        return askedToStop ? latest.askedToStop() : latest;
    }

    /**
     * Whether the activity is open and waits for this very attempt to be made: the one after the current, or the current one if that has
     * certainly not begun.
     */
    boolean expects(ActivityTask next, @Nullable FailedAttempt failed, Turn turn) {
        ActivityTask open = current.get(next.scheduledEventId());
        if (open == null || reported.contains(next.scheduledEventId()) || ends(turn, next.scheduledEventId())) {
            return false;
        }
        int attempt = find(open.scheduled(), turn).attempt();
        return next.attempt() == (failed == null ? attempt : attempt + 1);
    }

    /**
     * Whether what is known of an attempt under way is to be stored: the attempt is the current one. A late word of its progress must not
     * hide that its result comes from outside.
     */
    @Nullable
    ActivityTaskState toBeStored(ActivityTaskState state, Turn turn) {
        ActivityTask open = current.get(state.scheduledEventId());
        if (open == null
                || ends(turn, state.scheduledEventId())
                || find(open.scheduled(), turn).attempt() != state.attempt()) {
            return null;
        }
        return isOutside(state, turn)
                ? new ActivityTaskState(
                        state.scheduledEventId(),
                        state.attempt(),
                        Stage.OUTSIDE,
                        state.at(),
                        state.lastFailure(),
                        state.heartbeat())
                : state;
    }

    private boolean isOutside(ActivityTaskState state, Turn turn) {
        return outside.contains(state.scheduledEventId())
                || turn.activityTasks().stream()
                        .anyMatch(other -> other.scheduledEventId() == state.scheduledEventId()
                                && other.attempt() == state.attempt()
                                && other.stage() == Stage.OUTSIDE);
    }

    /** An attempt that was handed back, at the time at which it is due: it may have been hurried since it was given away. */
    ActivityTask hurriedMeanwhile(ActivityTask unbegun) {
        ActivityTask open = current.get(unbegun.scheduledEventId());
        return open != null
                        && open.attempt() == unbegun.attempt()
                        && open.dueAt().isBefore(unbegun.dueAt())
                ? unbegun.dueAt(open.dueAt())
                : unbegun;
    }

    boolean contains(int scheduledEventId) {
        return current.containsKey(scheduledEventId);
    }

    /** The events that scheduled them. */
    Set<Integer> ids() {
        return Set.copyOf(current.keySet());
    }

    boolean isEmpty() {
        return current.isEmpty();
    }

    void clear() {
        current.clear();
        outside.clear();
        reported.clear();
        toBeStored.clear();
    }

    private static boolean ends(Turn turn, int scheduledEventId) {
        return turn.events().stream()
                .anyMatch(event -> event instanceof InboundEvent inbound && inbound.endsEventId() == scheduledEventId);
    }

    /** Others have gone on with an activity. */
    void goneOn(ActivityTaskState state) {
        current.computeIfPresent(state.scheduledEventId(), (id, task) -> task.resumedFrom(state));
    }

    /** An activity with its first attempt. */
    ActivityTask first(ActivityTaskScheduled scheduled) {
        return ActivityTask.first(run.runId(), run.workflowId(), run.workflowType(), scheduled);
    }
}
