package dev.durable.engine.client;

import dev.durable.client.WorkflowHandle;
import dev.durable.client.WorkflowNotFoundException;
import dev.durable.engine.client.StartedRun.CommitState;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A run that was started here, and those that take its place. */
final class StartedExecution<R extends @Nullable Object> extends AddressedExecution implements WorkflowHandle<R> {

    private final StartedRun run;
    private final Type resultType;

    StartedExecution(StartedRun run, Type resultType, EngineWorkflowClient client) {
        super(run.workflowId(), run.runId(), new CurrentRun(run.workflowId(), run.runId(), client.services()), client);
        this.run = run;
        this.resultType = resultType;
    }

    @Override
    public UUID runId() {
        return run.runId();
    }

    @Override
    @SuppressWarnings({"unchecked", "NullAway"}) // decoded as the workflow method's result type
    public R result() {
        requireCommitted();
        return (R) client().results().await(workflowId(), run.runId(), resultType);
    }

    @Override
    @SuppressWarnings({"unchecked", "NullAway"}) // decoded as the workflow method's result type
    public R result(Duration timeout) {
        return (R) result(resultType, timeout);
    }

    @Override
    public @Nullable Object result(Type type, Duration timeout) {
        requireCommitted();
        return client().results().await(workflowId(), run.runId(), type, timeout);
    }

    @Override
    @SuppressWarnings("unchecked") // decoded as the workflow method's result type
    public CompletableFuture<R> resultAsync() {
        requireCommitted();
        return (CompletableFuture<R>) client().results().result(workflowId(), run.runId(), resultType);
    }

    private void requireCommitted() {
        CommitState commit = run.commit().get();
        if (commit == CommitState.PENDING) {
            throw ResultWatch.notCommitted(workflowId());
        }
        if (commit == CommitState.ROLLED_BACK) {
            throw new WorkflowNotFoundException(workflowId());
        }
    }

    @Override
    public String toString() {
        return "Workflow '" + workflowId() + "' (run " + runId() + ")";
    }
}
