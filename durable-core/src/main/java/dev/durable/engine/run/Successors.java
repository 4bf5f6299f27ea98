package dev.durable.engine.run;

import dev.durable.activity.RetryPolicy;
import dev.durable.engine.Uuids;
import dev.durable.failure.TimeoutType;
import dev.durable.history.HistoryEvent;
import dev.durable.history.RunOptions;
import dev.durable.history.RunOrigin;
import dev.durable.history.WorkflowExecutionContinuedAsNew;
import dev.durable.history.WorkflowExecutionFailed;
import dev.durable.history.WorkflowExecutionStarted;
import dev.durable.history.WorkflowExecutionTimedOut;
import dev.durable.payload.FailureInfo;
import dev.durable.store.TurnWrite;
import dev.durable.workflow.WorkflowIdReusePolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes the run that takes the place of one that ends: because it goes on as a new one, or because it is repeated. */
final class Successors {

    private final UUID runId;
    private final RunPlacement placement;

    Successors(UUID runId, RunPlacement placement) {
        this.runId = runId;
        this.placement = placement;
    }

    /**
     * The run that follows.
     *
     * @param ending how the run ends
     * @param started how it began
     * @param now when it ends; its successor begins then, but later than it has itself, so that their ids sort as they follow
     * @return the turn that stores it, or empty if the run is the last one
     */
    Optional<TurnWrite> after(HistoryEvent ending, WorkflowExecutionStarted started, Instant now) {
        Instant begin = now.isAfter(started.time()) ? now : started.time().plusNanos(1_000);
        if (ending instanceof WorkflowExecutionContinuedAsNew continued) {
            return Optional.of(continued(continued, started, begin));
        }
        if (ending instanceof WorkflowExecutionFailed failed) {
            return repeated(started, failed.failure(), begin);
        }
        boolean runTimedOut = ending instanceof WorkflowExecutionTimedOut timedOut
                && timedOut.timeoutType() == TimeoutType.WORKFLOW_RUN;
        return runTimedOut ? repeated(started, null, begin) : Optional.empty();
    }

    private TurnWrite continued(
            WorkflowExecutionContinuedAsNew continued, WorkflowExecutionStarted started, Instant now) {
        RunOrigin origin = started.origin();
        return start(new WorkflowExecutionStarted(
                1,
                now,
                started.workflowId(),
                continued.workflowType(),
                continued.taskQueue(),
                continued.input(),
                WorkflowExecutionStarted.CURRENT_ENGINE_VERSION,
                new RunOrigin(origin.firstOf(runId), null, runId, 1, origin.parent(), origin.lastResult(), null),
                continued.options(),
                continued.header(),
                continued.memo(),
                continued.searchAttributes()));
    }

    private Optional<TurnWrite> repeated(WorkflowExecutionStarted started, @Nullable FailureInfo failure, Instant now) {
        RunOptions options = started.options();
        RunOrigin origin = started.origin();
        RetryPolicy policy = options.retryPolicy();
        if (policy == null || !policy.allowsAttemptAfter(origin.attempt()) || excludes(policy, failure)) {
            return Optional.empty();
        }
        Duration pause = policy.intervalAfter(origin.attempt());
        Instant expiresAt = options.expiresAt();
        if (expiresAt != null && now.plus(pause).isAfter(expiresAt)) {
            return Optional.empty();
        }
        return Optional.of(start(new WorkflowExecutionStarted(
                1,
                now,
                started.workflowId(),
                started.workflowType(),
                started.taskQueue(),
                started.input(),
                WorkflowExecutionStarted.CURRENT_ENGINE_VERSION,
                new RunOrigin(
                        origin.firstOf(runId),
                        null,
                        runId,
                        origin.attempt() + 1,
                        origin.parent(),
                        origin.lastResult(),
                        failure),
                options.withStartDelay(pause),
                started.header(),
                started.memo(),
                started.searchAttributes())));
    }

    /** What fails a workflow is usually the failure of an activity; what the policy excludes may be that or its cause. */
    private static boolean excludes(RetryPolicy policy, @Nullable FailureInfo failure) {
        for (FailureInfo cause = failure; cause != null; cause = cause.cause()) {
            if (cause.nonRetryable() || policy.nonRetryableTypes().contains(cause.type())) {
                return true;
            }
        }
        return false;
    }

    private TurnWrite start(WorkflowExecutionStarted started) {
        return placement.start(
                Uuids.version7(started.time(), runId, 0), started, WorkflowIdReusePolicy.ALLOW_DUPLICATE);
    }
}
