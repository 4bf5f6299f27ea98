package dev.durable.engine.schedule;

import dev.durable.history.WorkflowExecutionStarted;
import dev.durable.store.NewRun;
import dev.durable.store.TurnWrite;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A run that a schedule starts.
 *
 * @param action what is kept in mind of it
 * @param started its first event
 * @param owner the node that goes on with it, or null for whoever claims it
 */
record ScheduledRun(
        TakenAction action,
        WorkflowExecutionStarted started,
        @Nullable UUID owner) {

    private static final UUID NOBODY = new UUID(0, 0);

    TurnWrite toTurn() {
        NewRun row = new NewRun(
                started.workflowId(),
                started.workflowType(),
                started.taskQueue(),
                started.time(),
                owner,
                owner == null ? started.time() : null);
        return TurnWrite.ofStart(action.runId(), owner == null ? NOBODY : owner, row, List.of(started));
    }
}
