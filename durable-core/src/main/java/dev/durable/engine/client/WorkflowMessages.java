package dev.durable.engine.client;

import dev.durable.client.SignalOptions;
import dev.durable.client.WorkflowNotFoundException;
import dev.durable.engine.replay.ReplayedRun;
import dev.durable.engine.run.RunGoneException;
import dev.durable.engine.run.Runs;
import dev.durable.history.InboundEvent;
import dev.durable.history.WorkflowExecutionCancelRequested;
import dev.durable.history.WorkflowExecutionPaused;
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

    void signal(String workflowId, @Nullable UUID fixedRunId, WorkflowExecutionSignaled signal) {
        send(workflowId, fixedRunId, signal, "Signal '" + signal.signalName() + "'");
    }

    /** The event that a signal becomes. */
    WorkflowExecutionSignaled signal(
            String name, List<Payload> input, Map<String, Payload> header, @Nullable SignalOptions options) {
        String requestId = options == null ? null : options.requestId();
        return new WorkflowExecutionSignaled(0, services.time().now(), name, input, header, requestId);
    }

    void cancel(String workflowId, @Nullable UUID fixedRunId, String reason) {
        send(
                workflowId,
                fixedRunId,
                new WorkflowExecutionCancelRequested(0, services.time().now(), reason),
                "The cancellation");
    }

    void pause(String workflowId, @Nullable UUID fixedRunId, String reason) {
        send(
                workflowId,
                fixedRunId,
                new WorkflowExecutionPaused(0, services.time().now(), reason),
                "The pause");
    }

    void unpause(String workflowId, @Nullable UUID fixedRunId, String reason) {
        send(
                workflowId,
                fixedRunId,
                new WorkflowExecutionUnpaused(0, services.time().now(), reason),
                "The resumption");
    }

    /** Ends a run, whatever its code does; one that nobody owns is taken by this node for that. */
    void terminate(String workflowId, @Nullable UUID fixedRunId, String reason) {
        terminate(workflowId, fixedRunId, reason, null);
    }

    /**
     * Ends a run, whatever its code does.
     *
     * @param newRunId the run that is to take its place, or null
     */
    void terminate(String workflowId, @Nullable UUID fixedRunId, String reason, @Nullable UUID newRunId) {
        send(
                workflowId,
                fixedRunId,
                new WorkflowExecutionTerminated(0, services.time().now(), reason, newRunId),
                "The termination",
                Runs::claim);
    }

    private void send(String workflowId, @Nullable UUID fixedRunId, InboundEvent event, String what) {
        send(workflowId, fixedRunId, event, what, Runs::messagesStored);
    }

    /**
     * Sends an event.
     *
     * @param told what this node's runs do when the event is stored as a message, once that is certain
     */
    private void send(
            String workflowId,
            @Nullable UUID fixedRunId,
            InboundEvent event,
            String what,
            BiConsumer<Runs, UUID> told) {
        Optional<StoreTransaction> transaction = services.store().currentTransaction();
        if (transaction.isEmpty() && deliverHere(workflowId, fixedRunId, event, what)) {
            return;
        }
        UUID runId =
                store(workflowId, fixedRunId, event, transaction.isPresent()).runId();
        Runnable tell = () -> services.node().runs().ifPresent(runs -> told.accept(runs, runId));
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
    private StoredRun store(String workflowId, @Nullable UUID fixedRunId, InboundEvent event, boolean inTransaction) {
        for (int tries = 1; ; tries++) {
            StoredRun run = find(workflowId, fixedRunId);
            try {
                services.store().addMessage(run.runId(), services.time().newId(), event);
                return run;
            } catch (StoreConflictException e) {
                if (fixedRunId != null || inTransaction || run.status().isClosed() || tries == MAX_TRIES) {
                    throw e;
                }
            }
        }
    }

    Payload query(String workflowId, @Nullable UUID fixedRunId, String name, List<Payload> arguments) {
        Optional<CompletableFuture<Payload>> here = services.node()
                .runs()
                .flatMap(runs -> runHere(workflowId, fixedRunId).flatMap(runId -> runs.query(runId, name, arguments)));
        if (here.isPresent()) {
            try {
                return Waiting.accepted(
                        here.get(),
                        services.time(),
                        services.callTimeout(),
                        "Query '" + name + "' of workflow '" + workflowId + "'");
            } catch (RunGoneException e) {
                // it has closed or moved: its history answers
            }
        }
        StoredRun run = find(workflowId, fixedRunId);
        ReplayedRun replayed = ReplayedRun.of(
                run.runId(), services.store().history(run.runId(), 0), services.replay(), difference -> {});
        try {
            return replayed.instance().query(name, arguments);
        } finally {
            replayed.instance().destroy();
        }
    }

    StoredRun find(String workflowId, @Nullable UUID fixedRunId) {
        Optional<StoredRun> run = fixedRunId != null
                ? services.store().findRun(fixedRunId)
                : services.store().findRun(workflowId);
        return run.orElseThrow(() -> new WorkflowNotFoundException(workflowId));
    }

    /** Whether the run is here and the event is durable in its history (or among its messages). */
    private boolean deliverHere(String workflowId, @Nullable UUID fixedRunId, InboundEvent event, String what) {
        Optional<CompletableFuture<Void>> delivery = services.node()
                .runs()
                .flatMap(runs -> runHere(workflowId, fixedRunId).flatMap(runId -> runs.deliver(runId, event)));
        if (delivery.isEmpty()) {
            return false;
        }
        try {
            Waiting.accepted(
                    delivery.get(),
                    services.time(),
                    services.callTimeout(),
                    what + " of workflow '" + workflowId + "'");
            return true;
        } catch (RunGoneException e) {
            return false;
        }
    }

    /** The run if it may be on this node. */
    Optional<UUID> runHere(String workflowId, @Nullable UUID fixedRunId) {
        return fixedRunId != null
                ? Optional.of(fixedRunId)
                : services.node().runs().flatMap(runs -> runs.runIdOf(workflowId));
    }

    /** Messages were stored for a run. */
    void tellRun(UUID runId) {
        services.node().runs().ifPresent(runs -> runs.messagesStored(runId));
    }
}
