package dev.durable.engine.client;

import dev.durable.client.WorkflowAlreadyStartedException;
import dev.durable.engine.Uuids;
import dev.durable.engine.client.StartedRun.CommitState;
import dev.durable.engine.run.RunGoneException;
import dev.durable.engine.run.Runs;
import dev.durable.history.RunOrigin;
import dev.durable.history.WorkflowExecutionStarted;
import dev.durable.payload.Payload;
import dev.durable.store.NewRun;
import dev.durable.store.StoreConflictException;
import dev.durable.store.StoreTransaction;
import dev.durable.store.TurnWrite;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Starts runs: in the caller's transaction if there is one, otherwise on this node if it can execute them, otherwise for whoever
 * claims them. Thread-safe.
 */
final class WorkflowStarts {

    private static final UUID NOBODY = new UUID(0, 0);

    private final ClientServices services;

    WorkflowStarts(ClientServices services) {
        this.services = services;
    }

    /** Starts a run. */
    StartedRun start(StartedType type, StartOptions options, List<Payload> input) {
        WorkflowExecutionStarted started = event(type, options, input);
        UUID runId = Uuids.version7(started.time());
        Optional<Runs> here = executableHere(started);
        Optional<StoreTransaction> transaction = services.store().currentTransaction();
        if (transaction.isPresent()) {
            return startIn(transaction.get(), runId, started, options, here);
        }
        if (here.isPresent()) {
            startHere(here.get(), runId, started, options);
        } else {
            storeForOthers(runId, started, options);
        }
        return new StartedRun(started.workflowId(), runId, new AtomicReference<>(CommitState.COMMITTED));
    }

    private WorkflowExecutionStarted event(StartedType type, StartOptions options, List<Payload> input) {
        Instant now = services.time().now();
        String queue = options.taskQueue();
        return new WorkflowExecutionStarted(
                1,
                now,
                options.workflowId(),
                type.name(),
                queue != null ? queue : type.taskQueue(),
                input,
                WorkflowExecutionStarted.CURRENT_ENGINE_VERSION,
                RunOrigin.FIRST,
                options.runOptions(type.defaults()).startedAt(now),
                Map.of(),
                options.facts().memo(),
                options.facts().searchAttributes());
    }

    private void startHere(Runs runs, UUID runId, WorkflowExecutionStarted started, StartOptions options) {
        if (runs.isOpen(started.workflowId())) {
            throw new WorkflowAlreadyStartedException(started.workflowId());
        }
        try {
            Waiting.accepted(
                    runs.begin(runId, row(started, options, runs.nodeId(), null), started),
                    services.callTimeout(),
                    "The start of workflow '" + started.workflowId() + "'");
        } catch (RunGoneException e) {
            storeForOthers(runId, started, options);
        }
    }

    private void storeForOthers(UUID runId, WorkflowExecutionStarted started, StartOptions options) {
        try {
            services.store().commit(List.of(turn(runId, NOBODY, row(started, options, null, started.time()), started)));
        } catch (StoreConflictException e) {
            throw alreadyStarted(started, e);
        }
    }

    /**
     * The run's row and its first event ride in the caller's transaction; its first step follows the commit, on this node if it
     * can, because it owns the run from the beginning.
     */
    private StartedRun startIn(
            StoreTransaction transaction,
            UUID runId,
            WorkflowExecutionStarted started,
            StartOptions options,
            Optional<Runs> here) {
        UUID owner = here.map(Runs::nodeId).orElse(null);
        NewRun row = row(started, options, owner, owner == null ? started.time() : null);
        try {
            transaction.write(turn(runId, owner == null ? NOBODY : owner, row, started));
        } catch (StoreConflictException e) {
            throw alreadyStarted(started, e);
        }
        StartedRun run = new StartedRun(started.workflowId(), runId, new AtomicReference<>(CommitState.PENDING));
        transaction.afterCompletion(outcome -> {
            switch (outcome) {
                case COMMITTED -> {
                    run.commit().set(CommitState.COMMITTED);
                    here.ifPresent(runs -> runs.beginStored(runId, started));
                }
                case ROLLED_BACK -> run.commit().set(CommitState.ROLLED_BACK);
                case UNKNOWN -> {
                    run.commit().set(CommitState.COMMITTED);
                    here.ifPresent(runs -> runs.adoptIfOwned(runId));
                }
            }
        });
        return run;
    }

    private Optional<Runs> executableHere(WorkflowExecutionStarted started) {
        return services.node()
                .runs()
                .filter(runs -> services.node().taskQueues().contains(started.taskQueue()))
                .filter(runs -> services.replay()
                        .definitions()
                        .workflow(started.workflowType())
                        .isPresent());
    }

    private static RuntimeException alreadyStarted(WorkflowExecutionStarted started, StoreConflictException e) {
        return e.kind() == StoreConflictException.Kind.WORKFLOW_ID_TAKEN
                ? new WorkflowAlreadyStartedException(started.workflowId())
                : e;
    }

    private static TurnWrite turn(UUID runId, UUID writer, NewRun row, WorkflowExecutionStarted started) {
        return TurnWrite.ofStart(runId, writer, row, List.of(started)).withSearchAttributes(started.searchAttributes());
    }

    private static NewRun row(
            WorkflowExecutionStarted started, StartOptions options, @Nullable UUID owner, @Nullable Instant wakeAt) {
        return new NewRun(
                started.workflowId(),
                started.workflowType(),
                started.taskQueue(),
                started.time(),
                owner,
                wakeAt,
                null,
                null,
                options.idReusePolicy());
    }
}
