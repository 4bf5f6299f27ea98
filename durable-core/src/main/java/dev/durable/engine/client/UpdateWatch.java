package dev.durable.engine.client;

import dev.durable.client.UpdateFailedException;
import dev.durable.client.UpdateStage;
import dev.durable.client.WorkflowNotFoundException;
import dev.durable.engine.run.RunGoneException;
import dev.durable.engine.run.UpdateCall;
import dev.durable.engine.run.UpdateRejectedException;
import dev.durable.failure.DurableException;
import dev.durable.failure.DurableFailure;
import dev.durable.failure.ErrorCode;
import dev.durable.history.HistoryEvent;
import dev.durable.history.WorkflowExecutionUpdateAccepted;
import dev.durable.history.WorkflowExecutionUpdateCompleted;
import dev.durable.payload.FailureInfo;
import dev.durable.store.StoreUnavailableException;
import dev.durable.store.StoredMessage;
import dev.durable.store.StoredRun;
import dev.durable.store.UpdateRejection;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * Waits for one update to reach a stage. A run on this node tells itself; elsewhere the messages and the history of the run are looked
 * at again and again, less often the longer it takes. Its methods are called one after another.
 *
 * <p>A request that is stored as a message is answered once the message is gone: by the event that it has become, or by a rejection.
 */
final class UpdateWatch {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(20);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    private final ClientServices services;
    private final UpdateTicket ticket;
    private final UpdateStage stage;
    private final CompletableFuture<Optional<WorkflowExecutionUpdateCompleted>> reached = new CompletableFuture<>();
    private UUID runId;
    private int seenEventId;
    private int acceptedEventId;
    private @Nullable UUID nextRunId;
    private Duration pause = FIRST_PAUSE;

    private UpdateWatch(ClientServices services, UpdateTicket ticket, UpdateStage stage) {
        this.services = services;
        this.ticket = ticket;
        this.stage = stage;
        this.runId = ticket.runId();
    }

    /**
     * Completes when the update has reached the stage: with its end, or with nothing if it is merely accepted. Fails with {@link
     * UpdateFailedException} if it will not be reached. Nobody looks any more once the future is cancelled.
     */
    static CompletableFuture<Optional<WorkflowExecutionUpdateCompleted>> of(
            ClientServices services, UpdateTicket ticket, UpdateStage stage) {
        UpdateWatch watch = new UpdateWatch(services, ticket, stage);
        UpdateCall call = ticket.call();
        if (call != null) {
            watch.listen(call);
        } else {
            watch.look();
        }
        return watch.reached;
    }

    private void look() {
        if (reached.isDone()) {
            return;
        }
        Optional<UpdateCall> here =
                services.node().runs().flatMap(runs -> runs.here().findUpdate(runId, ticket.updateId()));
        here.ifPresentOrElse(this::listen, this::lookInStoreLater);
    }

    private void listen(UpdateCall call) {
        CompletableFuture<Optional<WorkflowExecutionUpdateCompleted>> stageReached =
                stage == UpdateStage.COMPLETED ? call.end() : call.accepted().thenApply(accepted -> Optional.empty());
        stageReached.whenComplete((end, failure) -> {
            if (failure == null) {
                complete(end);
            } else {
                Throwable cause = failure instanceof CompletionException ? failure.getCause() : null;
                failed(cause != null ? cause : failure);
            }
        });
    }

    private void failed(Throwable failure) {
        if (failure instanceof UpdateRejectedException rejection) {
            reached.completeExceptionally(rejected(services, ticket, rejection.failure()));
        } else if (failure instanceof RunGoneException) {
            lookInStoreLater();
        } else {
            reached.completeExceptionally(failure);
        }
    }

    private void complete(Optional<WorkflowExecutionUpdateCompleted> end) {
        if (end.isEmpty() && stage == UpdateStage.COMPLETED) {
            reached.completeExceptionally(abandoned());
        } else {
            reached.complete(end);
        }
    }

    private void lookInStoreLater() {
        services.executor().execute(() -> {
            if (reached.isDone()) {
                return;
            }
            try {
                lookInStore();
            } catch (StoreUnavailableException e) {
                // it will come back; the caller's timeout limits the wait
                lookLater();
            } catch (RuntimeException e) {
                reached.completeExceptionally(e);
            }
        });
    }

    private void lookLater() {
        Duration now = pause;
        Duration doubled = pause.multipliedBy(2);
        pause = doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
        services.time().scheduleUpkeep(services.time().now().plus(now), this::look);
    }

    /** The messages first: when a message is gone, what has become of it is there. */
    private void lookInStore() {
        boolean waiting = services.store().messages(runId).stream().anyMatch(this::isRequest);
        StoredRun run =
                services.store().findRun(runId).orElseThrow(() -> new WorkflowNotFoundException(ticket.workflowId()));
        List<HistoryEvent> news = services.store().history(runId, seenEventId);
        Optional<WorkflowExecutionUpdateCompleted> end = read(news);
        if (end.isPresent() || acceptedEventId > 0 && stage != UpdateStage.COMPLETED) {
            complete(end);
        } else if (acceptedEventId > 0 && run.status().isClosed()) {
            complete(Optional.empty());
        } else if (acceptedEventId > 0 || waiting) {
            lookLater();
        } else {
            missing();
        }
    }

    private boolean isRequest(StoredMessage message) {
        return ticket.messageId() != null
                ? ticket.messageId().equals(message.messageId())
                : message.event() instanceof WorkflowExecutionUpdateAccepted request
                        && request.updateId().equals(ticket.updateId());
    }

    private Optional<WorkflowExecutionUpdateCompleted> read(List<HistoryEvent> news) {
        for (HistoryEvent event : news) {
            seenEventId = event.eventId();
            nextRunId = event.nextRunId();
            if (event instanceof WorkflowExecutionUpdateAccepted accepted
                    && accepted.updateId().equals(ticket.updateId())) {
                acceptedEventId = accepted.eventId();
            } else if (event instanceof WorkflowExecutionUpdateCompleted end
                    && end.acceptedEventId() == acceptedEventId) {
                return Optional.of(end);
            }
        }
        return Optional.empty();
    }

    /** The request is neither waiting nor accepted: it went on to another run with other messages, or it was rejected. */
    private void missing() {
        UUID messageId = ticket.messageId();
        UUID next = nextRunId;
        if (next != null) {
            runId = next;
            seenEventId = 0;
            nextRunId = null;
            look();
        } else if (messageId == null) {
            reached.completeExceptionally(unknown());
        } else {
            FailureInfo reason = services.store()
                    .rejection(messageId)
                    .map(UpdateRejection::failure)
                    .orElse(null);
            reached.completeExceptionally(rejected(services, ticket, reason));
            services.store().removeRejection(messageId);
        }
    }

    /** An update was rejected; why is not known if somebody else was told. */
    static UpdateFailedException rejected(ClientServices services, UpdateTicket ticket, @Nullable FailureInfo reason) {
        DurableFailure cause =
                reason == null ? null : services.replay().failures().toFailure(reason);
        String why = cause == null ? "; why is not known any more" : ": " + cause.explanation();
        return new UpdateFailedException(
                ErrorCode.UPDATE_REJECTED,
                ticket.workflowId(),
                ticket.runId(),
                ticket.updateId(),
                "was rejected" + why,
                cause);
    }

    private UpdateFailedException abandoned() {
        return new UpdateFailedException(
                ErrorCode.UPDATE_ABANDONED,
                ticket.workflowId(),
                ticket.runId(),
                ticket.updateId(),
                "was accepted, but the workflow closed before it had completed",
                null);
    }

    private DurableException unknown() {
        return new DurableException(
                ErrorCode.UPDATE_UNKNOWN,
                "Run " + runId + " of workflow '" + ticket.workflowId() + "' has no update '" + ticket.updateId()
                        + "'.");
    }
}
