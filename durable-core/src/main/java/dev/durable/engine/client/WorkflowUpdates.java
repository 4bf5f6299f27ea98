package dev.durable.engine.client;

import dev.durable.client.UpdateFailedException;
import dev.durable.client.UpdateOptions;
import dev.durable.client.UpdateStage;
import dev.durable.client.WorkflowClosedException;
import dev.durable.client.WorkflowStatus;
import dev.durable.engine.client.StartedRun.CommitState;
import dev.durable.engine.run.RunGoneException;
import dev.durable.engine.run.UpdateCall;
import dev.durable.engine.run.UpdateRejectedException;
import dev.durable.failure.DurableException;
import dev.durable.failure.DurableFailure;
import dev.durable.failure.ErrorCode;
import dev.durable.history.WorkflowExecutionUpdateAccepted;
import dev.durable.history.WorkflowExecutionUpdateCompleted;
import dev.durable.payload.FailureInfo;
import dev.durable.payload.Payload;
import dev.durable.store.StoreConflictException;
import dev.durable.store.StoreTransaction;
import dev.durable.store.StoreTransaction.Outcome;
import dev.durable.store.StoreUnavailableException;
import dev.durable.store.StoredRun;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Updates of runs here and elsewhere. Thread-safe. */
final class WorkflowUpdates {

    private static final int MAX_ID_LENGTH = 255;
    private static final int MAX_TRIES = 10;

    private final ClientServices services;
    private final WorkflowMessages messages;

    WorkflowUpdates(ClientServices services, WorkflowMessages messages) {
        this.services = services;
        this.messages = messages;
    }

    /** The event that an update becomes if it is accepted. */
    WorkflowExecutionUpdateAccepted request(
            UpdateOptions options, String name, List<Payload> input, Map<String, Payload> header) {
        String id = options.updateId();
        if (id.isBlank() || id.length() > MAX_ID_LENGTH) {
            throw new DurableException(
                    ErrorCode.OPTION_ILLEGAL,
                    "An update id must have 1 to " + MAX_ID_LENGTH + " characters but has " + id.length() + ".");
        }
        return new WorkflowExecutionUpdateAccepted(0, services.time().now(), id, name, input, header);
    }

    /** Asks for an update and waits for the stage. */
    UpdateTicket start(RunAddress of, WorkflowExecutionUpdateAccepted request, UpdateStage stage) {
        Optional<StoreTransaction> transaction = services.store().currentTransaction();
        if (transaction.isPresent()) {
            requireNoWait(of.workflowId(), request, stage);
            return store(of, request, transaction.get());
        }
        Optional<UpdateTicket> here = stage == UpdateStage.ADMITTED ? Optional.empty() : acceptHere(of, request);
        UpdateTicket ticket = here.orElseGet(() -> store(of, request, null));
        await(ticket, stage);
        return ticket;
    }

    /**
     * Asks the run that goes on for one that has closed, or left this node, before it had accepted the update that came with its start.
     *
     * @throws UpdateFailedException if no run goes on: the update is rejected as one is that a run finds among its messages when it closes
     */
    UpdateTicket askSuccessor(UpdateTicket passedOver, WorkflowExecutionUpdateAccepted request, UpdateStage stage) {
        try {
            return start(new CurrentRun(passedOver.workflowId(), passedOver.runId(), services), request, stage);
        } catch (DurableException e) {
            if (e.code() != ErrorCode.WORKFLOW_CLOSED) {
                throw e;
            }
            throw UpdateWatch.rejected(
                    services, passedOver, services.replay().failures().toInfo(e));
        }
    }

    /** Inside a transaction an update may be asked for, but nothing of it can happen before the commit. */
    static void requireNoWait(String workflowId, WorkflowExecutionUpdateAccepted request, UpdateStage stage) {
        if (stage != UpdateStage.ADMITTED) {
            throw new DurableException(
                    ErrorCode.UPDATE_INSIDE_TRANSACTION,
                    "Update '" + request.updateName() + "' of workflow '" + workflowId
                            + "' was to be waited for until it is " + stage + ", inside a transaction.");
        }
    }

    /** Waits until the stage is reached; for acceptance not for ever. */
    void await(UpdateTicket ticket, UpdateStage stage) {
        if (stage != UpdateStage.ADMITTED && ticket.call() == null) {
            CompletableFuture<?> accepted = UpdateWatch.of(services, ticket, UpdateStage.ACCEPTED);
            try {
                Waiting.join(accepted, services.time(), services.callTimeout(), () -> notAccepted(ticket));
            } finally {
                accepted.cancel(false);
            }
        }
        if (stage == UpdateStage.COMPLETED) {
            end(ticket, null);
        }
    }

    /** Waits until a run here has accepted the update; false if the run is not here any more. */
    boolean isAccepted(UpdateTicket ticket, UpdateCall call) {
        try {
            Waiting.join(call.accepted(), services.time(), services.callTimeout(), () -> notAccepted(ticket));
            return true;
        } catch (RunGoneException e) {
            return false;
        } catch (UpdateRejectedException e) {
            throw UpdateWatch.rejected(services, ticket, e.failure());
        } finally {
            call.accepted().cancel(false);
        }
    }

    private Optional<UpdateTicket> acceptHere(RunAddress of, WorkflowExecutionUpdateAccepted request) {
        return services.node()
                .runs()
                .flatMap(runs -> of.here()
                        .flatMap(runId -> runs.here()
                                .update(runId, request)
                                .map(call -> UpdateTicket.ofCall(of.workflowId(), runId, request.updateId(), call))
                                .filter(ticket -> isAccepted(ticket, ticket.requireCall()))));
    }

    /** Stores the request as a message for whoever owns the run. */
    private UpdateTicket store(
            RunAddress of, WorkflowExecutionUpdateAccepted request, @Nullable StoreTransaction transaction) {
        for (int tries = 1; ; tries++) {
            StoredRun run = of.find();
            if (run.status().isClosed()) {
                return ofClosedRun(run, request);
            }
            UUID messageId = services.time().newId();
            try {
                services.store().addMessage(run.runId(), messageId, request);
            } catch (StoreConflictException e) {
                if (of.followsRuns() && transaction == null && tries < MAX_TRIES) {
                    continue; // another run of the workflow may have taken its place
                }
                throw e;
            }
            return stored(run, messageId, request, transaction);
        }
    }

    private UpdateTicket stored(
            StoredRun run,
            UUID messageId,
            WorkflowExecutionUpdateAccepted request,
            @Nullable StoreTransaction transaction) {
        CommitState commit = transaction == null ? CommitState.COMMITTED : CommitState.PENDING;
        UpdateTicket ticket =
                UpdateTicket.ofMessage(run.workflowId(), run.runId(), request.updateId(), messageId, commit);
        if (transaction == null) {
            messages.tellRun(run.runId());
        } else {
            transaction.afterCompletion(outcome -> {
                ticket.commit().set(outcome == Outcome.ROLLED_BACK ? CommitState.ROLLED_BACK : CommitState.COMMITTED);
                if (outcome != Outcome.ROLLED_BACK) {
                    messages.tellRun(run.runId());
                }
            });
        }
        return ticket;
    }

    /** A closed run takes no update, but it may have taken this one. */
    private UpdateTicket ofClosedRun(StoredRun run, WorkflowExecutionUpdateAccepted request) {
        boolean known = services.store().history(run.runId(), 0).stream()
                .anyMatch(event -> event instanceof WorkflowExecutionUpdateAccepted accepted
                        && accepted.updateId().equals(request.updateId()));
        if (!known) {
            throw new WorkflowClosedException(run.workflowId(), run.runId(), run.status());
        }
        return UpdateTicket.ofId(run.workflowId(), run.runId(), request.updateId());
    }

    /** Waits for the result. */
    @Nullable
    Object result(UpdateTicket ticket, Type type, @Nullable Duration timeout) {
        return decode(ticket, end(ticket, timeout), type);
    }

    /** The result; what the caller adds to the future never runs on the threads that commit. */
    CompletableFuture<@Nullable Object> result(UpdateTicket ticket, Type type) {
        ticket.requireCommitted();
        CompletableFuture<Optional<WorkflowExecutionUpdateCompleted>> end =
                UpdateWatch.of(services, ticket, UpdateStage.COMPLETED);
        CompletableFuture<@Nullable Object> result =
                end.thenApplyAsync(ended -> decode(ticket, ended, type), services.executor());
        result.whenComplete((value, failure) -> end.cancel(false));
        return result;
    }

    private Optional<WorkflowExecutionUpdateCompleted> end(UpdateTicket ticket, @Nullable Duration timeout) {
        ticket.requireCommitted();
        CompletableFuture<Optional<WorkflowExecutionUpdateCompleted>> end =
                UpdateWatch.of(services, ticket, UpdateStage.COMPLETED);
        try {
            String what = "The result of update '" + ticket.updateId() + "' of workflow '" + ticket.workflowId() + "'";
            return timeout == null
                    ? Waiting.join(end, services.time())
                    : Waiting.join(end, services.time(), timeout, what);
        } finally {
            end.cancel(false);
        }
    }

    private @Nullable Object decode(UpdateTicket ticket, Optional<WorkflowExecutionUpdateCompleted> end, Type type) {
        WorkflowExecutionUpdateCompleted ended = end.orElseThrow();
        FailureInfo failure = ended.failure();
        if (failure == null) {
            return services.decode(ended.result(), type);
        }
        DurableFailure cause = services.replay().failures().toFailure(failure);
        throw new UpdateFailedException(
                ErrorCode.UPDATE_FAILED,
                ticket.workflowId(),
                ticket.runId(),
                ticket.updateId(),
                "failed: " + cause.explanation(),
                cause);
    }

    private DurableException notAccepted(UpdateTicket ticket) {
        return new DurableException(
                ErrorCode.UPDATE_NOT_ACCEPTED,
                "Update '" + ticket.updateId() + "' of workflow '" + ticket.workflowId()
                        + "' was neither accepted nor rejected within " + services.callTimeout()
                        + whereItIs(ticket) + ".");
    }

    private String whereItIs(UpdateTicket ticket) {
        if (ticket.messageId() == null) {
            return "";
        }
        return isPaused(ticket.runId())
                ? ", because the workflow is paused; it is stored, and is delivered when it is resumed"
                : "; it is stored, and is delivered when the workflow's code takes it";
    }

    private boolean isPaused(UUID runId) {
        try {
            return services.store()
                    .findRun(runId)
                    .filter(run -> run.status() == WorkflowStatus.PAUSED)
                    .isPresent();
        } catch (StoreUnavailableException e) {
            return false;
        }
    }
}
