package dev.durable.engine.run;

import dev.durable.history.WorkflowExecutionStarted;
import dev.durable.store.HostedWork;
import dev.durable.store.NewRun;
import dev.durable.store.TurnWrite;
import dev.durable.workflow.WorkflowIdReusePolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Says which node new runs begin on: this one if it can execute them, otherwise whichever claims them. Thread-safe. */
public final class RunPlacement {

    private static final Duration SHORT_WAIT = Duration.ofMinutes(1);

    /** As long as nodes wait, usually, before they look for free runs again. */
    private static final Duration LEAD = Duration.ofSeconds(2);

    private final UUID nodeId;
    private final HostedWork hosted;

    private RunPlacement(UUID nodeId, HostedWork hosted) {
        this.nodeId = nodeId;
        this.hosted = hosted;
    }

    /** Placement on a node, as far as that hosts queue and type. */
    static RunPlacement on(RunEnvironment environment) {
        return new RunPlacement(environment.nodeId(), environment.hosted());
    }

    /** Placement where no node runs: others have to claim. */
    public static RunPlacement nowhere() {
        return new RunPlacement(new UUID(0, 0), new HostedWork(Set.of(), Set.of()));
    }

    /**
     * The turn that stores a run of which nothing but its start is known. One whose first step has to wait for long is left to whichever
     * node is there then.
     */
    public TurnWrite start(UUID runId, WorkflowExecutionStarted started, WorkflowIdReusePolicy idReusePolicy) {
        UUID owner = beginsSoon(started) && isExecutable(started) ? nodeId : null;
        Instant wakeAt = owner == null ? firstDue(started) : null;
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
                owner == null ? null : hosted.pinOf(started.workflowType()),
                idReusePolicy);
        return TurnWrite.ofStart(runId, nodeId, row, List.of(started)).withSearchAttributes(started.searchAttributes());
    }

    /** Whether a node may keep the run until its first step. */
    public static boolean beginsSoon(WorkflowExecutionStarted started) {
        return started.options().startDelay().compareTo(SHORT_WAIT) <= 0;
    }

    /**
     * When somebody has to take the run up: a little before its first step, which is then made when it should. It may have no time left when
     * its wait is over.
     */
    public static Instant firstDue(WorkflowExecutionStarted started) {
        RunLimit limit = RunLimit.of(started);
        Instant firstStepAt = started.firstStepAt();
        Instant due = limit == null || limit.at().isAfter(firstStepAt) ? firstStepAt : limit.at();
        Instant before = due.minus(LEAD);
        return before.isBefore(started.time()) ? started.time() : before;
    }

    /** Whether the run that the turn stores is to begin on this node. */
    boolean isHere(TurnWrite start) {
        @Nullable NewRun row = start.newRun();
        return row != null && nodeId.equals(row.owner());
    }

    private boolean isExecutable(WorkflowExecutionStarted started) {
        return hosted.taskQueues().contains(started.taskQueue())
                && hosted.workflowTypes().contains(started.workflowType());
    }
}
