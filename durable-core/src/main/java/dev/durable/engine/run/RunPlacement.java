package dev.durable.engine.run;

import dev.durable.history.WorkflowExecutionStarted;
import dev.durable.store.NewRun;
import dev.durable.store.TurnWrite;
import dev.durable.workflow.WorkflowIdReusePolicy;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Says which node new runs begin on: this one if it can execute them, otherwise whichever claims them. Thread-safe. */
final class RunPlacement {

    private final RunEnvironment environment;

    RunPlacement(RunEnvironment environment) {
        this.environment = environment;
    }

    /**
     * The turn that stores a run of which nothing but its start is known. One whose first step has to wait is left to whichever node
     * is there then.
     */
    TurnWrite start(UUID runId, WorkflowExecutionStarted started, WorkflowIdReusePolicy idReusePolicy) {
        boolean waits = !started.options().startDelay().isZero();
        UUID owner = waits || !isExecutableHere(started) ? null : environment.nodeId();
        Instant wakeAt = owner == null ? started.firstStepAt() : null;
        UUID parentRunId = started.origin().parent() == null
                ? null
                : started.origin().parent().runId();
        NewRun row = new NewRun(
                started.workflowId(),
                started.workflowType(),
                started.taskQueue(),
                started.time(),
                owner,
                wakeAt,
                parentRunId,
                started.origin().firstRunId(),
                idReusePolicy);
        return TurnWrite.ofStart(runId, environment.nodeId(), row, List.of(started))
                .withSearchAttributes(started.searchAttributes());
    }

    /** Whether the run that the turn stores is to begin on this node. */
    boolean isHere(TurnWrite start) {
        @Nullable NewRun row = start.newRun();
        return row != null && environment.nodeId().equals(row.owner());
    }

    private boolean isExecutableHere(WorkflowExecutionStarted started) {
        return environment.settings().taskQueues().contains(started.taskQueue())
                && environment
                        .replay()
                        .definitions()
                        .workflow(started.workflowType())
                        .isPresent();
    }
}
