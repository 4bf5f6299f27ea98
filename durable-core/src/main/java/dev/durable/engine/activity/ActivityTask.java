package dev.durable.engine.activity;

import dev.durable.history.ActivityTaskScheduled;
import dev.durable.payload.FailureInfo;
import dev.durable.store.ActivityHeartbeat;
import dev.durable.store.ActivityRoute;
import dev.durable.store.ActivityTaskState;
import dev.durable.store.ActivityTaskState.Stage;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One activity of one run with the attempt that is to be made.
 *
 * @param runId the run
 * @param workflowId its business key
 * @param workflowType its type
 * @param scheduled the event that scheduled the activity; that of a local activity is in no history, and its event id is the negative
 *     number of its execution on this node
 * @param localActivityId which local activity of the run it is, from 1; 0 if it is none
 * @param attempt number of the attempt, from 1
 * @param dueAt when it may begin
 * @param lastFailure what went wrong in the attempt before, or null
 * @param heartbeat the last progress reported, or null
 * @param cancelRequested whether the workflow has asked the activity to stop, so that no further attempt is made
 */
public record ActivityTask(
        UUID runId,
        String workflowId,
        String workflowType,
        ActivityTaskScheduled scheduled,
        int localActivityId,
        int attempt,
        Instant dueAt,
        @Nullable FailureInfo lastFailure,
        @Nullable ActivityHeartbeat heartbeat,
        boolean cancelRequested) {

    /** The first attempt of an activity that was just scheduled. */
    public static ActivityTask first(
            UUID runId, String workflowId, String workflowType, ActivityTaskScheduled scheduled) {
        return new ActivityTask(runId, workflowId, workflowType, scheduled, 0, 1, scheduled.time(), null, null, false);
    }

    /** The first attempt of a local activity. */
    public static ActivityTask firstOfLocal(
            UUID runId, String workflowId, String workflowType, ActivityTaskScheduled scheduled, int localActivityId) {
        return new ActivityTask(
                runId, workflowId, workflowType, scheduled, localActivityId, 1, scheduled.time(), null, null, false);
    }

    /** Whether it is executed without a trace in the history until it ends. */
    public boolean isLocal() {
        return localActivityId > 0;
    }

    /** The event that identifies it within the run. */
    public int scheduledEventId() {
        return scheduled.eventId();
    }

    /** This activity as it was stored. */
    public ActivityTask resumedFrom(ActivityTaskState stored) {
        return with(stored.attempt(), stored.at(), stored.lastFailure(), stored.heartbeat(), cancelRequested);
    }

    /** The attempt after this one, which failed. */
    ActivityTask next(Instant nextDueAt, FailureInfo failure) {
        return with(attempt + 1, nextDueAt, failure, heartbeat, cancelRequested);
    }

    /** The attempt before this one, as far as it matters for what follows from its end. */
    ActivityTask previous() {
        return with(attempt - 1, dueAt, lastFailure, heartbeat, cancelRequested);
    }

    /** The same attempt at another time. */
    public ActivityTask dueAt(Instant newDueAt) {
        return with(attempt, newDueAt, lastFailure, heartbeat, cancelRequested);
    }

    /** The same attempt with other progress. */
    public ActivityTask withHeartbeat(@Nullable ActivityHeartbeat newHeartbeat) {
        return with(attempt, dueAt, lastFailure, newHeartbeat, cancelRequested);
    }

    /** The same attempt, of an activity that was asked to stop. */
    public ActivityTask askedToStop() {
        return with(attempt, dueAt, lastFailure, heartbeat, true);
    }

    private ActivityTask with(
            int newAttempt,
            Instant newDueAt,
            @Nullable FailureInfo newLastFailure,
            @Nullable ActivityHeartbeat newHeartbeat,
            boolean newCancelRequested) {
        return new ActivityTask(
                runId,
                workflowId,
                workflowType,
                scheduled,
                localActivityId,
                newAttempt,
                newDueAt,
                newLastFailure,
                newHeartbeat,
                newCancelRequested);
    }

    /** What is stored about the attempt before it begins. */
    public ActivityTaskState toState() {
        return toState(Stage.WAITING, dueAt);
    }

    /** What is stored about the attempt if any node may make it that hosts its task queue. */
    public ActivityTaskState toRoutedState() {
        return toState()
                .asRouted(new ActivityRoute(scheduled.taskQueue(), scheduled.activityType(), scheduled.priority()));
    }

    /** What is stored about the attempt when it is so far. */
    ActivityTaskState toState(Stage stage, Instant at) {
        return new ActivityTaskState(scheduled.eventId(), attempt, stage, at, lastFailure, heartbeat);
    }
}
