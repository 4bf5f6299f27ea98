package dev.durable.engine.client;

import dev.durable.client.SignalOptions;
import dev.durable.client.WorkflowClosedException;
import dev.durable.engine.replay.ReplayedRun;
import dev.durable.engine.run.RunGoneException;
import dev.durable.engine.run.Runs;
import dev.durable.history.InboundEvent;
import dev.durable.history.WorkflowExecutionCancelRequested;
import dev.durable.history.WorkflowExecutionPaused;
import dev.durable.history.WorkflowExecutionResetRequested;
import dev.durable.history.WorkflowExecutionRetryRequested;
import dev.durable.history.WorkflowExecutionSignaled;
import dev.durable.history.WorkflowExecutionTerminated;
import dev.durable.history.WorkflowExecutionUnpaused;
import dev.durable.payload.Payload;
import dev.durable.store.StoreConflictException;
import dev.durable.store.StoreTransaction;
import dev.durable.store.StoreTransaction.Outcome;
import dev.durable.store.StoredRun;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Signals and queries, to runs here and elsewhere. Thread-safe. */
final class WorkflowMessages {

    private static final int MAX_TRIES = 10;

    private final ClientServices services;

    WorkflowMessages(ClientServices services) {
        this.services = services;
    }

    void signal(RunAddress to, WorkflowExecutionSignaled signal) {
        send(to, signal, "Signal '" + signal.signalName() + "'");
    }

    /** The event that a signal becomes. */
    WorkflowExecutionSignaled signal(
            String name, List<Payload> input, Map<String, Payload> header, @Nullable SignalOptions options) {
        String requestId = options == null ? null : options.requestId();
        return new WorkflowExecutionSignaled(0, services.time().now(), name, input, header, requestId);
    }

    void cancel(RunAddress to, String reason) {
        send(to, new WorkflowExecutionCancelRequested(0, services.time().now(), reason), "The cancellation");
    }

    void pause(RunAddress to, String reason) {
        send(to, new WorkflowExecutionPaused(0, services.time().now(), reason), "The pause");
    }

    void unpause(RunAddress to, String reason) {
        send(to, new WorkflowExecutionUnpaused(0, services.time().now(), reason), "The resumption");
    }

    void retryNow(RunAddress to, int scheduledEventId) {
        send(to, new WorkflowExecutionRetryRequested(0, services.time().now(), scheduledEventId), "The retry");
    }

    /** Ends a run, whatever its code does; one that nobody owns is taken by this node for that. */
    void terminate(RunAddress to, String reason) {
        send(to, new WorkflowExecutionTerminated(0, services.time().now(), reason), "The termination", Runs::claim);
    }

    /** Has a run ended, and another one put in its place; one that nobody owns is taken by this node for that. */
    void reset(String workflowId, UUID runId, WorkflowExecutionResetRequested request) {
        send(address(workflowId, runId), request, "The reset", Runs::claim);
    }

    private void send(RunAddress to, InboundEvent event, String what) {
        send(to, event, what, Runs::messagesStored);
    }

    /**
     * Sends an event.
     *
     * @param told what this node's runs do when the event is stored as a message, once that is certain
     */
    private void send(RunAddress to, InboundEvent event, String what, BiConsumer<Runs, UUID> told) {
        Optional<StoreTransaction> transaction = services.store().currentTransaction();
        if (transaction.isEmpty() && deliverHere(to, event, what)) {
            return;
        }
        UUID runId = store(to, event, transaction.isPresent()).runId();
        Runnable tell = () ->
                services.node().runs().ifPresentOrElse(runs -> told.accept(runs, runId), services.node()::workStored);
        if (transaction.isPresent()) {
            transaction.get().afterCompletion(outcome -> {
                if (outcome != Outcome.ROLLED_BACK) {
                    tell.run();
                }
            });
        } else {
            tell.run();
        }
    }

    /** Stores a message for the open run; should that close meanwhile, for the one that has taken its place. */
    private StoredRun store(RunAddress to, InboundEvent event, boolean inTransaction) {
        for (int tries = 1; ; tries++) {
            StoredRun run = to.find();
            try {
                services.store().addMessage(run.runId(), services.time().newId(), event);
                return run;
            } catch (StoreConflictException e) {
                if (!to.followsRuns() || inTransaction || run.status().isClosed() || tries == MAX_TRIES) {
                    throw e.kind() == StoreConflictException.Kind.RUN_NOT_OPEN ? closed(run) : e;
                }
            }
        }
    }

    /** As it is now: it may have closed since it was found. */
    private WorkflowClosedException closed(StoredRun found) {
        StoredRun now = services.store().findRun(found.runId()).orElse(found);
        return new WorkflowClosedException(now.workflowId(), now.runId(), now.status());
    }

    Payload query(RunAddress of, String name, List<Payload> arguments) {
        Optional<CompletableFuture<Payload>> here = services.node()
                .runs()
                .flatMap(runs -> of.here().flatMap(runId -> runs.here().query(runId, name, arguments)));
        if (here.isPresent()) {
            try {
                return Waiting.accepted(
                        here.get(),
                        services.time(),
                        services.callTimeout(),
                        "Query '" + name + "' of workflow '" + of.workflowId() + "'");
            } catch (RunGoneException e) {
                // it has closed or moved: its history answers
            }
        }
        StoredRun run = of.find();
        ReplayedRun replayed = ReplayedRun.of(
                run.runId(), services.store().history(run.runId(), 0), services.replay(), difference -> {});
        try {
            return replayed.instance().query(name, arguments);
        } finally {
            replayed.instance().destroy();
        }
    }

    /** A run, or the open one of the workflow id (the latest if none is open) if none is named. */
    RunAddress address(String workflowId, @Nullable UUID runId) {
        return RunAddress.of(workflowId, runId, services);
    }

    StoredRun find(String workflowId, @Nullable UUID runId) {
        return address(workflowId, runId).find();
    }

    /** Whether the run is here and the event is durable in its history (or among its messages). */
    private boolean deliverHere(RunAddress to, InboundEvent event, String what) {
        Optional<CompletableFuture<Void>> delivery = services.node()
                .runs()
                .flatMap(runs -> to.here().flatMap(runId -> runs.here().deliver(runId, event)));
        if (delivery.isEmpty()) {
            return false;
        }
        try {
            Waiting.accepted(
                    delivery.get(),
                    services.time(),
                    services.callTimeout(),
                    what + " of workflow '" + to.workflowId() + "'");
            return true;
        } catch (RunGoneException e) {
            return false;
        }
    }

    /** Messages were stored for a run. */
    void tellRun(UUID runId) {
        services.messageStored(runId);
    }
}
