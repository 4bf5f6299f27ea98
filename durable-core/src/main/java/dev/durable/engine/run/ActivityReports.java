package dev.durable.engine.run;

import dev.durable.engine.activity.ActivityExecutor;
import dev.durable.engine.activity.ActivityTask;
import dev.durable.engine.activity.AttemptVerdict;
import dev.durable.engine.activity.HeartbeatAnswer;
import dev.durable.engine.activity.RoutedActivities;
import dev.durable.engine.replay.WorkflowInstance;
import dev.durable.failure.ErrorCode;
import dev.durable.history.ActivityTaskCanceled;
import dev.durable.history.ActivityTaskCompleted;
import dev.durable.history.ActivityTaskReported;
import dev.durable.history.ActivityTaskReported.Kind;
import dev.durable.history.ActivityTaskScheduled;
import dev.durable.payload.FailureInfo;
import dev.durable.payload.Payload;
import dev.durable.store.ActivityTaskState.Stage;
import dev.durable.store.RunReader;
import java.util.HashSet;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Decides what follows from what is told about activities from outside. The run decides, not whoever tells: only here is known which
 * attempt is the current one. Confined to the run's actor.
 */
final class ActivityReports {

    private final RunIdentity run;
    private final OpenActivities open;
    private final ActivityExecutor executor;
    private final RoutedActivities routed;
    private final RunReader store;

    ActivityReports(
            RunIdentity run, OpenActivities open, ActivityExecutor executor, RoutedActivities routed, RunReader store) {
        this.run = run;
        this.open = open;
        this.executor = executor;
        this.routed = routed;
        this.store = store;
    }

    /**
     * Decides.
     *
     * @param accepted whether the report was accepted before: then a result counts even if its attempt is over meanwhile
     * @return what follows, or null if nothing does
     * @throws ReportRefusedException if the report has no effect
     */
    @Nullable
    AttemptVerdict judge(ActivityTaskReported report, WorkflowInstance instance, Turn turn, boolean accepted) {
        lookElsewhere(report.scheduledEventId());
        ActivityTask task = open.find(pending(report, instance), turn);
        int attempt = report.attempt() == 0 ? task.attempt() : report.attempt();
        boolean isEnd = report.kind() != Kind.FAILED && report.kind() != Kind.HEARTBEAT;
        if (attempt != task.attempt() && !(accepted && isEnd)) {
            throw attemptOver(report, attempt, task.attempt());
        }
        if (report.kind() == Kind.CANCELED && !task.cancelRequested()) {
            throw new ReportRefusedException(
                    ErrorCode.ACTIVITY_CANCEL_NOT_REQUESTED,
                    describe(report) + ": the workflow has not asked it to stop.");
        }
        if (report.kind() != Kind.COMMITTED && report.kind() != Kind.HEARTBEAT) {
            requireLeaveToReport(report, task, accepted);
        }
        return switch (report.kind()) {
            case COMPLETED, COMMITTED ->
                new AttemptVerdict.Ends(new ActivityTaskCompleted(
                        0,
                        report.time(),
                        report.scheduledEventId(),
                        attempt,
                        Objects.requireNonNullElse(report.value(), Payload.NULL)));
            case FAILED ->
                executor.outsideReports()
                        .judgeFailure(withProgress(task), failureOf(report), new HashSet<>(report.failureTypes()));
            case CANCELED ->
                new AttemptVerdict.Ends(new ActivityTaskCanceled(
                        0, report.time(), report.scheduledEventId(), attempt, failureOf(report)));
            case HEARTBEAT -> heartbeat(report, attempt);
        };
    }

    /**
     * Looks whether the report is of the attempt that counts, as far as that is known without the code.
     *
     * @throws ReportRefusedException if it is not
     */
    void requireCurrent(ActivityTaskReported report, Turn turn) {
        lookElsewhere(report.scheduledEventId());
        ActivityTask known = open.find(report.scheduledEventId());
        if (known != null && report.attempt() != 0) {
            int current = open.find(known.scheduled(), turn).attempt();
            if (report.attempt() != current) {
                throw attemptOver(report, report.attempt(), current);
            }
        }
    }

    private ReportRefusedException attemptOver(ActivityTaskReported report, int attempt, int current) {
        return new ReportRefusedException(
                ErrorCode.ACTIVITY_ATTEMPT_OVER,
                describe(report) + ": attempt " + attempt + " is over, and attempt " + current + " counts.");
    }

    /** The end of a transactional activity comes with its transaction, which nobody outside must overtake once it is about to commit. */
    private void requireLeaveToReport(ActivityTaskReported report, ActivityTask task, boolean accepted) {
        boolean transactional = executor.outsideReports().isTransactional(task);
        if (transactional && !accepted) {
            throw new ReportRefusedException(
                    ErrorCode.ACTIVITY_TRANSACTIONAL,
                    describe(report) + ", which is transactional: its result comes with its transaction.");
        }
        if (routed.contains(run.runId(), task.scheduledEventId())) {
            // the activity may be one that this node does not know, and be transactional where it is executed
            if (!routed.overtake(task)) {
                throw notPending(report);
            }
        } else if (transactional && !executor.outsideReports().overtake(run.runId(), task.scheduledEventId())) {
            throw notPending(report);
        }
    }

    /** The report is stored for later. If it ends its attempt, nothing of that is awaited any more, and no other one is made. */
    void kept(ActivityTaskReported report) {
        if (open.isEndedBy(report)) {
            open.endIsKept(report.scheduledEventId());
            executor.forget(run.runId(), report.scheduledEventId());
        }
    }

    /**
     * The report comes to nothing. It may have taken its attempt away from whoever would have made it, so that the activity is to be taken up anew.
     *
     * @return whether it is
     */
    boolean refused(ActivityTaskReported report) {
        int id = report.scheduledEventId();
        boolean overtaken = report.kind() != Kind.HEARTBEAT && routed.contains(run.runId(), id);
        if (overtaken) {
            routed.forget(run.runId(), id);
            open.forget(id);
        }
        return overtaken;
    }

    private ActivityTaskScheduled pending(ActivityTaskReported report, WorkflowInstance instance) {
        return instance.pendingActivities().stream()
                .filter(scheduled -> scheduled.eventId() == report.scheduledEventId())
                .findFirst()
                .orElseThrow(() -> notPending(report));
    }

    private ReportRefusedException notPending(ActivityTaskReported report) {
        return new ReportRefusedException(
                ErrorCode.ACTIVITY_NOT_PENDING, describe(report) + ": the activity is not pending.");
    }

    /**
     * Takes a sign of life without looking at the code.
     *
     * @throws ReportRefusedException if there is no such attempt
     */
    void heartbeat(ActivityTaskReported report) {
        lookElsewhere(report.scheduledEventId());
        ActivityTask task = open.find(report.scheduledEventId());
        if (task == null) {
            throw notPending(report);
        }
        heartbeat(report, report.attempt() == 0 ? task.attempt() : report.attempt());
    }

    /**
     * Takes note of how far others have come with an activity. One whose result comes from outside is seen to by this node from now on: the
     * node that has made the attempt says so by a sign of life.
     */
    private void lookElsewhere(int scheduledEventId) {
        ActivityTask task = open.find(scheduledEventId);
        if (task == null || !routed.contains(run.runId(), scheduledEventId)) {
            return;
        }
        store.activityTasks(run.runId()).stream()
                .filter(state -> state.scheduledEventId() == scheduledEventId)
                .findFirst()
                .ifPresent(state -> {
                    open.goneOn(state);
                    if (state.stage() == Stage.OUTSIDE) {
                        executor.recover(task, state);
                        routed.forget(run.runId(), scheduledEventId);
                    }
                });
    }

    private @Nullable AttemptVerdict heartbeat(ActivityTaskReported report, int attempt) {
        HeartbeatAnswer answer =
                executor.outsideReports().heartbeat(run.runId(), report.scheduledEventId(), attempt, report.value());
        if (answer == HeartbeatAnswer.NOT_UNDER_WAY) {
            throw new ReportRefusedException(
                    ErrorCode.ACTIVITY_ATTEMPT_OVER, describe(report) + ": attempt " + attempt + " is not under way.");
        }
        return null;
    }

    /** The next attempt sees what this one has told last, here or before it came to this node. */
    private ActivityTask withProgress(ActivityTask task) {
        ActivityTask here = executor.find(run.runId(), task.scheduledEventId());
        return here == null || here.attempt() != task.attempt() ? task : task.withHeartbeat(here.heartbeat());
    }

    private static FailureInfo failureOf(ActivityTaskReported report) {
        return Objects.requireNonNull(report.failure(), "a report of a failure without one");
    }

    private String describe(ActivityTaskReported report) {
        return "'" + report.kind() + "' was reported for the activity of event " + report.scheduledEventId()
                + " of workflow '" + run.workflowId() + "' (run " + run.runId() + ")";
    }
}
