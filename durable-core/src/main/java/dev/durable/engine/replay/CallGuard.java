package dev.durable.engine.replay;

import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.workflow.WorkflowInfo;

/** Refuses calls to the engine from where they must not come. Confined to the run, except that it also answers foreign threads. */
final class CallGuard {

    private final DeterministicScheduler scheduler;
    private final WorkflowInfo info;

    CallGuard(DeterministicScheduler scheduler, WorkflowInfo info) {
        this.scheduler = scheduler;
        this.info = info;
    }

    /** Whether the calling code may change the state of the run. */
    boolean areCommandsAllowed() {
        return scheduler.isOnRunThread() && !scheduler.isReadOnly();
    }

    /** Refuses calls from foreign threads and from code that may only read. */
    void requireCommandsAllowed(String what) {
        requireRunThread(what);
        if (scheduler.isReadOnly()) {
            throw readOnlyViolation(what);
        }
    }

    /** Refuses calls from foreign threads and from code that may only read; those from callbacks of promises are allowed. */
    void requirePromisesAllowed(String what) {
        requireRunThread(what);
        if (scheduler.isReading()) {
            throw readOnlyViolation(what);
        }
    }

    private void requireRunThread(String what) {
        if (scheduler.isDestroying()) {
            throw new WorkflowThreadDestroyed();
        }
        if (!scheduler.isOnRunThread()) {
            throw new DurableException(
                    ErrorCode.FOREIGN_THREAD,
                    what + " of workflow '" + info.workflowId() + "' was called on thread "
                            + Thread.currentThread().getName() + ".");
        }
    }

    private DurableException readOnlyViolation(String what) {
        return new DurableException(
                ErrorCode.READ_ONLY_VIOLATION,
                what
                        + " was called in a query, a validator, an await condition, a promise callback or a side effect of workflow '"
                        + info.workflowId() + "'.");
    }
}
