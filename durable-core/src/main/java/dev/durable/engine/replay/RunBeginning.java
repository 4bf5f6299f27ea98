package dev.durable.engine.replay;

import dev.durable.failure.DurableFailure;
import dev.durable.history.ParentExecution;
import dev.durable.history.RunOptions;
import dev.durable.history.RunOrigin;
import dev.durable.history.WorkflowExecutionStarted;
import dev.durable.payload.FailureConverter;
import dev.durable.payload.FailureInfo;
import dev.durable.payload.Payload;
import dev.durable.schedule.ScheduledStart;
import dev.durable.search.SearchAttributes;
import dev.durable.workflow.WorkflowInfo;
import java.lang.reflect.Type;
import java.util.Optional;
import java.util.UUID;

/** What the start of a run tells its code; the same in replay. Confined to the run. */
final class RunBeginning {

    private final WorkflowExecutionStarted started;
    private final RunPayloads payloads;
    private final FailureConverter failures;

    RunBeginning(WorkflowExecutionStarted started, RunPayloads payloads, FailureConverter failures) {
        this.started = started;
        this.payloads = payloads;
        this.failures = failures;
    }

    /** Facts about the run that began so. */
    static WorkflowInfo info(UUID runId, WorkflowExecutionStarted started) {
        RunOrigin origin = started.origin();
        RunOptions options = started.options();
        ParentExecution parent = origin.parent();
        SearchAttributes attributes = started.searchAttributes();
        return new WorkflowInfo(
                started.workflowId(),
                runId,
                started.workflowType(),
                started.taskQueue(),
                started.time(),
                origin.attempt(),
                origin.firstOf(runId),
                origin.continuedRunId(),
                parent == null ? null : new WorkflowInfo.Parent(parent.workflowId(), parent.runId()),
                options.executionTimeout(),
                options.runTimeout(),
                options.retryPolicy(),
                attributes.get(ScheduledStart.SCHEDULE_ID).orElse(null),
                attributes.get(ScheduledStart.SCHEDULED_AT).orElse(null));
    }

    /** Result of the run that completed last before under the same schedule. */
    @SuppressWarnings("unchecked") // decoded as the type
    <T> Optional<T> lastResult(Type type) {
        Payload result = started.origin().lastResult();
        return result == null ? Optional.empty() : Optional.ofNullable((T) payloads.decode(result, type));
    }

    /** Failure of the run before. */
    Optional<DurableFailure> lastFailure() {
        FailureInfo failure = started.origin().lastFailure();
        return failure == null ? Optional.empty() : Optional.of(failures.toFailure(failure));
    }
}
