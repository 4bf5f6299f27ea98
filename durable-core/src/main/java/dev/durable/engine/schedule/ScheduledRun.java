package dev.durable.engine.schedule;

import dev.durable.history.WorkflowExecutionStarted;
import dev.durable.store.NewRun;
import dev.durable.store.TurnWrite;

/**
 * A run that a schedule starts.
 *
 * @param action what is kept in mind of it
 * @param started its first event
 * @param turn what is stored of it
 */
record ScheduledRun(TakenAction action, WorkflowExecutionStarted started, TurnWrite turn) {

    /** Whether this node goes on with it. */
    boolean isHere() {
        NewRun row = turn.newRun();
        return row != null && row.owner() != null;
    }
}
