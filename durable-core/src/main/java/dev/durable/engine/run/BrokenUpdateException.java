package dev.durable.engine.run;

import dev.durable.history.WorkflowExecutionUpdateAccepted;

/**
 * The code failed in the very step in which it would have accepted an update. Nobody was told that it was accepted: so it is refused
 * instead, and the run stays as it was.
 */
final class BrokenUpdateException extends RuntimeException {

    private final transient WorkflowExecutionUpdateAccepted request;
    private final RuntimeException failure;

    BrokenUpdateException(WorkflowExecutionUpdateAccepted request, RuntimeException failure) {
        super(failure.getMessage(), failure, false, false);
        this.request = request;
        this.failure = failure;
    }

    WorkflowExecutionUpdateAccepted request() {
        return request;
    }

    RuntimeException failure() {
        return failure;
    }
}
