package dev.durable.autoconfigure.actuate;

import dev.durable.client.BatchResult;
import dev.durable.client.UntypedWorkflowStarter;
import dev.durable.client.UpdateHandle;
import dev.durable.client.UpdateOptions;
import dev.durable.client.UpdateStage;
import dev.durable.client.WorkflowBatch;
import dev.durable.client.WorkflowClient;
import dev.durable.client.WorkflowExecution;
import dev.durable.client.WorkflowHandle;
import dev.durable.engine.DurableEngine;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the endpoint does. Thread-safe. */
final class WorkflowWrites {

    /** How long a caller is kept waiting for the result of an update. */
    private static final Duration RESULT_PATIENCE = Duration.ofSeconds(10);

    private final DurableEngine engine;
    private final WorkflowClient client;

    WorkflowWrites(DurableEngine engine, WorkflowClient client) {
        this.engine = engine;
        this.client = client;
    }

    Started start(
            @Nullable String workflowType,
            @Nullable String workflowId,
            @Nullable String taskQueue,
            OperationRequest request) {
        UntypedWorkflowStarter starter = client.newWorkflow(OperationRequest.required("workflowType", workflowType));
        if (workflowId != null) {
            starter = starter.id(workflowId);
        }
        if (taskQueue != null) {
            starter = starter.taskQueue(taskQueue);
        }
        WorkflowHandle<?> started = starter.start(arguments(request));
        return new Started(started.workflowId(), started.runId());
    }

    /** Does something with one workflow; null if there is no such operation. */
    @Nullable
    Object operate(WorkflowExecution workflow, String operation, OperationRequest request) {
        return switch (operation) {
            case "signal" -> done(() -> workflow.signal(request.requiredName(), arguments(request)));
            case "query" -> new Result(workflow.query(request.requiredName(), Object.class, arguments(request)));
            case "update" -> update(workflow, request);
            case "cancel" -> done(() -> workflow.cancel(request.reasonOrEmpty()));
            case "terminate" -> done(() -> workflow.terminate(request.reasonOrEmpty()));
            case "pause" -> done(() -> workflow.pause(request.reasonOrEmpty()));
            case "resume" -> done(() -> workflow.unpause(request.reasonOrEmpty()));
            case "retry" -> done(() -> retry(workflow, request.scheduledEventId()));
            case "reset" -> reset(workflow, request);
            default -> null;
        };
    }

    /** Does something with all runs of a filter; it is asked for the batch once it is known what is to be done. */
    BatchDescriptor batch(Supplier<WorkflowBatch> batch, String operation, OperationRequest request) {
        return BatchDescriptor.of(
                switch (operation) {
                    case "signal" -> batch.get().signal(request.requiredName(), arguments(request));
                    case "cancel" -> batch.get().cancel(request.reasonOrEmpty());
                    case "terminate" -> batch.get().terminate(request.reasonOrEmpty());
                    case "retry" -> batch.get().retryNow();
                    case "reset" -> batch.get().reset(request.resetOptions());
                    default ->
                        throw new IllegalArgumentException("'" + operation
                                + "' is not an operation of a batch: signal, cancel, terminate, retry, reset are");
                });
    }

    private static void retry(WorkflowExecution workflow, @Nullable Integer scheduledEventId) {
        if (scheduledEventId == null) {
            workflow.retryNow();
        } else {
            workflow.retryNow(scheduledEventId);
        }
    }

    private Updated update(WorkflowExecution workflow, OperationRequest request) {
        UpdateHandle<Object> update = workflow.startUpdate(
                UpdateOptions.waitFor(UpdateStage.ACCEPTED), request.requiredName(), Object.class, arguments(request));
        try {
            return new Updated(update.updateId(), true, update.result(RESULT_PATIENCE));
        } catch (DurableException e) {
            if (e.code() == ErrorCode.RESULT_TIMEOUT) {
                return new Updated(update.updateId(), false, null);
            }
            throw e;
        }
    }

    private static Started reset(WorkflowExecution workflow, OperationRequest request) {
        WorkflowExecution next = workflow.reset(request.resetOptions());
        return new Started(next.workflowId(), next.describe().summary().runId());
    }

    private Object[] arguments(OperationRequest request) {
        return request.decodedArguments(engine.payloadConverter());
    }

    private static Done done(Runnable operation) {
        operation.run();
        return new Done("stored");
    }

    /**
     * The request is in the database; the workflow does what it asks for as soon as it can.
     *
     * @param outcome always {@code stored}
     */
    record Done(String outcome) {}

    record Started(String workflowId, UUID runId) {}

    record Result(@Nullable Object result) {}

    /**
     * What has become of an update.
     *
     * @param completed false if it was accepted and is still at work
     */
    record Updated(
            String updateId, boolean completed, @Nullable Object result) {}

    record BatchDescriptor(long matched, long done, long skipped, long failed, List<BatchFailure> firstFailures) {

        static BatchDescriptor of(BatchResult result) {
            return new BatchDescriptor(
                    result.matched(),
                    result.done(),
                    result.skipped(),
                    result.failed(),
                    result.firstFailures().stream()
                            .map(failure -> new BatchFailure(
                                    failure.workflowId(),
                                    failure.runId(),
                                    failure.cause().getMessage()))
                            .toList());
        }
    }

    record BatchFailure(
            String workflowId, UUID runId, @Nullable String message) {}
}
