package dev.durable.engine.client;

import dev.durable.client.UpdateStage;
import dev.durable.client.WorkflowAlreadyStartedException;
import dev.durable.engine.client.StartedRun.CommitState;
import dev.durable.engine.run.FirstMessages;
import dev.durable.engine.run.RunGoneException;
import dev.durable.engine.run.RunPlacement;
import dev.durable.engine.run.Runs;
import dev.durable.engine.run.UpdateCall;
import dev.durable.history.InboundEvent;
import dev.durable.history.RunOrigin;
import dev.durable.history.WorkflowExecutionStarted;
import dev.durable.history.WorkflowExecutionUpdateAccepted;
import dev.durable.store.NewRun;
import dev.durable.store.StoreConflictException;
import dev.durable.store.StoreTransaction;
import dev.durable.store.StoredMessage;
import dev.durable.store.TurnWrite;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

/**
 * Stores new runs with the messages that come with them, all in one transaction: in the caller's if there is one, otherwise on this
 * node if it can execute them, otherwise for whoever claims them. Thread-safe.
 */
final class RunStarts {

    private static final UUID NOBODY = new UUID(0, 0);

    private final ClientServices services;
    private final WorkflowMessages messages;
    private final WorkflowUpdates updates;

    RunStarts(ClientServices services, WorkflowMessages messages, WorkflowUpdates updates) {
        this.services = services;
        this.messages = messages;
        this.updates = updates;
    }

    /**
     * Starts a run.
     *
     * @param stage what is waited for if an update comes with the start
     * @throws WorkflowAlreadyStartedException if a run of the workflow id is open or does not allow another one
     */
    StartedWithUpdate start(StartRequest request, UpdateStage stage) {
        WorkflowExecutionStarted started = event(request);
        UUID runId = services.time().newId(started.time());
        Optional<Runs> here = executableHere(started);
        Optional<StoreTransaction> transaction = services.store().currentTransaction();
        if (transaction.isPresent()) {
            WorkflowExecutionUpdateAccepted update = request.update();
            if (update != null) {
                WorkflowUpdates.requireNoWait(started.workflowId(), update, stage);
            }
            return startIn(transaction.get(), runId, started, request, here);
        }
        return here.isPresent()
                ? startHere(here.get(), runId, started, request, stage)
                : storeForOthers(runId, started, request, stage);
    }

    private StartedWithUpdate startHere(
            Runs runs, UUID runId, WorkflowExecutionStarted started, StartRequest request, UpdateStage stage) {
        NewRun row = row(started, request, Optional.of(runs));
        WorkflowExecutionUpdateAccepted update = request.update();
        UpdateCall call = new UpdateCall();
        FirstMessages first = new FirstMessages(request.signals(), update, call);
        try {
            Waiting.accepted(
                    runs.begin(runId, row, started, first),
                    services.time(),
                    services.callTimeout(),
                    "The start of workflow '" + started.workflowId() + "'");
        } catch (RunGoneException e) {
            return storeForOthers(runId, started, request, stage);
        }
        StartedRun run = committed(started, runId);
        return new StartedWithUpdate(run, update == null ? null : accepted(run, update, call, stage));
    }

    private UpdateTicket accepted(
            StartedRun run, WorkflowExecutionUpdateAccepted update, UpdateCall call, UpdateStage stage) {
        UpdateTicket ticket = UpdateTicket.ofCall(run.workflowId(), run.runId(), update.updateId(), call);
        boolean taken = stage == UpdateStage.ADMITTED ? !call.isPassedOver() : updates.isAccepted(ticket, call);
        if (!taken) {
            return updates.askSuccessor(ticket, update, stage);
        }
        updates.await(ticket, stage);
        return ticket;
    }

    private StartedWithUpdate storeForOthers(
            UUID runId, WorkflowExecutionStarted started, StartRequest request, UpdateStage stage) {
        List<StoredMessage> stored = storedMessages(request);
        NewRun row = row(started, request, Optional.empty());
        try {
            services.store().commit(List.of(turn(runId, NOBODY, row, started).withParkedMessages(stored)));
            services.started(started);
            services.node().workStored();
        } catch (StoreConflictException e) {
            throw alreadyStarted(started, e);
        }
        WorkflowExecutionUpdateAccepted update = request.update();
        if (update == null) {
            return new StartedWithUpdate(committed(started, runId), null);
        }
        UUID messageId = stored.get(stored.size() - 1).messageId();
        UpdateTicket ticket = UpdateTicket.ofMessage(
                started.workflowId(), runId, update.updateId(), messageId, CommitState.COMMITTED);
        updates.await(ticket, stage);
        return new StartedWithUpdate(committed(started, runId), ticket);
    }

    /** The signals, then the update: they are taken in the order of their ids. */
    private List<StoredMessage> storedMessages(StartRequest request) {
        List<InboundEvent> events = new ArrayList<>(request.signals());
        InboundEvent update = request.update();
        if (update != null) {
            events.add(update);
        }
        List<UUID> ids = services.time().newIds(events.size());
        return IntStream.range(0, events.size())
                .mapToObj(i -> new StoredMessage(ids.get(i), events.get(i)))
                .toList();
    }

    /**
     * The run's row, its first event and its messages ride in the caller's transaction; its first step follows the commit, on this
     * node if it can, because it owns the run from the beginning.
     */
    private StartedWithUpdate startIn(
            StoreTransaction transaction,
            UUID runId,
            WorkflowExecutionStarted started,
            StartRequest request,
            Optional<Runs> here) {
        UUID owner = here.map(Runs::nodeId).orElse(null);
        NewRun row = row(started, request, here);
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
                    services.started(started);
                    here.ifPresentOrElse(runs -> runs.beginStored(runId, started), services.node()::workStored);
                }
                case ROLLED_BACK -> run.commit().set(CommitState.ROLLED_BACK);
                case UNKNOWN -> {
                    run.commit().set(CommitState.COMMITTED);
                    here.ifPresent(runs -> runs.adoptIfOwned(runId));
                }
            }
        });
        RunAddress exactly = messages.address(started.workflowId(), runId);
        request.signals().forEach(signal -> messages.signal(exactly, signal));
        WorkflowExecutionUpdateAccepted update = request.update();
        return new StartedWithUpdate(run, update == null ? null : updates.start(exactly, update, UpdateStage.ADMITTED));
    }

    private WorkflowExecutionStarted event(StartRequest request) {
        Instant now = services.time().now();
        StartedType type = request.type();
        StartOptions options = request.options();
        String queue = options.taskQueue();
        return new WorkflowExecutionStarted(
                1,
                now,
                options.workflowId(),
                type.name(),
                queue != null ? queue : type.taskQueue(),
                request.input(),
                WorkflowExecutionStarted.CURRENT_ENGINE_VERSION,
                RunOrigin.FIRST,
                options.runOptions(type.defaults()).startedAt(now),
                request.header(),
                options.facts().memo(),
                options.facts().searchAttributes());
    }

    /** A run whose first step has to wait for long is left to whichever node is there then. */
    private Optional<Runs> executableHere(WorkflowExecutionStarted started) {
        return services.node()
                .runs()
                .filter(runs -> RunPlacement.beginsSoon(started))
                .filter(runs -> services.node().taskQueues().contains(started.taskQueue()))
                .filter(runs -> services.replay()
                        .definitions()
                        .workflow(started.workflowType())
                        .isPresent());
    }

    private static StartedRun committed(WorkflowExecutionStarted started, UUID runId) {
        return new StartedRun(started.workflowId(), runId, new AtomicReference<>(CommitState.COMMITTED));
    }

    private static RuntimeException alreadyStarted(WorkflowExecutionStarted started, StoreConflictException e) {
        return e.kind() == StoreConflictException.Kind.WORKFLOW_ID_TAKEN
                ? new WorkflowAlreadyStartedException(started.workflowId())
                : e;
    }

    private static TurnWrite turn(UUID runId, UUID writer, NewRun row, WorkflowExecutionStarted started) {
        return TurnWrite.ofStart(runId, writer, row, List.of(started)).withSearchAttributes(started.searchAttributes());
    }

    private static NewRun row(WorkflowExecutionStarted started, StartRequest request, Optional<Runs> here) {
        return new NewRun(
                started.workflowId(),
                started.workflowType(),
                started.taskQueue(),
                started.time(),
                here.map(Runs::nodeId).orElse(null),
                here.isPresent() ? null : RunPlacement.firstDue(started),
                null,
                null,
                here.map(runs -> runs.hosted().pinOf(started.workflowType())).orElse(null),
                request.options().idReusePolicy());
    }
}
