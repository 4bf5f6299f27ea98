package dev.durable.engine.client;

import dev.durable.client.BatchResult;
import dev.durable.client.ResetOptions;
import dev.durable.client.SignalOptions;
import dev.durable.client.WorkflowBatch;
import dev.durable.client.WorkflowFilter;
import dev.durable.client.WorkflowNotFoundException;
import dev.durable.client.WorkflowPage;
import dev.durable.client.WorkflowSummary;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.store.StoredRun;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** All runs of a filter. */
final class RunBatch implements WorkflowBatch {

    private static final int SHOWN_FAILURES = 20;

    private final WorkflowFilter filter;
    private final BatchLimits limits;
    private final EngineWorkflowClient client;

    RunBatch(WorkflowFilter filter, BatchLimits limits, EngineWorkflowClient client) {
        this.filter = filter;
        this.limits = limits;
        this.client = client;
    }

    @Override
    public long count() {
        return client.count(filter);
    }

    @Override
    public WorkflowBatch expectAtMost(long runs) {
        return with(new BatchLimits(runs, limits.maxPerSecond(), limits.id(), limits.time()));
    }

    @Override
    public WorkflowBatch withMaxPerSecond(int runs) {
        if (runs < 1) {
            throw new IllegalArgumentException("At least one run a second must be allowed, but it is " + runs);
        }
        return with(new BatchLimits(limits.maxRuns(), runs, limits.id(), limits.time()));
    }

    @Override
    public WorkflowBatch withId(String batchId) {
        return with(new BatchLimits(limits.maxRuns(), limits.maxPerSecond(), batchId, limits.time()));
    }

    @Override
    public BatchResult signal(String signalName, @Nullable Object... arguments) {
        // what cannot be encoded is refused before any run gets it
        client.services().encode("signal " + signalName, arguments);
        return forOpen((run, execution) -> execution.signal(
                SignalOptions.requestId(limits.id() + "/" + signalName + "/" + run.runId()), signalName, arguments));
    }

    @Override
    public BatchResult cancel(String reason) {
        return forOpen((run, execution) -> execution.cancel(reason));
    }

    @Override
    public BatchResult terminate(String reason) {
        return forOpen((run, execution) -> execution.terminate(reason));
    }

    @Override
    public BatchResult retryNow() {
        return forOpen((run, execution) -> execution.retryNow());
    }

    @Override
    public BatchResult reset(ResetOptions options) {
        return forEach(this::isLatest, (run, execution) -> execution.reset(options));
    }

    @Override
    public BatchResult delete() {
        return forEach(run -> true, (run, execution) -> execution.delete());
    }

    private BatchResult forOpen(Operation operation) {
        return forEach(run -> !run.status().isClosed(), operation);
    }

    private BatchResult forEach(Predicate<WorkflowSummary> isConcerned, Operation operation) {
        limits.requireKept(filter, client.services().store());
        Progress progress = new Progress(limits.pace());
        @Nullable String cursor = null;
        do {
            WorkflowPage page = client.list(filter.withCursor(cursor));
            page.workflows().forEach(run -> progress.take(run, isConcerned, operation));
            cursor = page.nextCursor();
        } while (cursor != null);
        return progress.result();
    }

    /** Whether no other run has taken the place of this one. */
    private boolean isLatest(WorkflowSummary run) {
        return client.services()
                .store()
                .findRun(run.workflowId())
                .map(StoredRun::runId)
                .filter(run.runId()::equals)
                .isPresent();
    }

    private WorkflowBatch with(BatchLimits other) {
        return new RunBatch(filter, other, client);
    }

    @FunctionalInterface
    private interface Operation {

        void apply(WorkflowSummary run, AddressedExecution execution);
    }

    /** What has been done so far. Confined to the calling thread. */
    private final class Progress {

        private final BatchLimits.Pace pace;
        private final List<BatchResult.Failure> failures = new ArrayList<>();
        private long matched;
        private long done;
        private long skipped;
        private long failed;

        Progress(BatchLimits.Pace pace) {
            this.pace = pace;
        }

        void take(WorkflowSummary run, Predicate<WorkflowSummary> isConcerned, Operation operation) {
            matched++;
            try {
                if (!isConcerned.test(run)) {
                    skipped++;
                    return;
                }
                pace.awaitTurn();
                operation.apply(run, new AddressedExecution(run.workflowId(), run.runId(), client));
                done++;
            } catch (WorkflowNotFoundException e) {
                skipped++;
            } catch (RuntimeException e) {
                note(run, e);
            }
        }

        private void note(WorkflowSummary run, RuntimeException failure) {
            if (failure instanceof DurableException e && e.code() == ErrorCode.WORKFLOW_CLOSED) {
                skipped++;
                return;
            }
            failed++;
            if (failures.size() < SHOWN_FAILURES) {
                failures.add(new BatchResult.Failure(run.workflowId(), run.runId(), failure));
            }
        }

        BatchResult result() {
            return new BatchResult(matched, done, skipped, failed, failures);
        }
    }
}
