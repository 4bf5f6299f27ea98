package dev.durable.engine.client;

import dev.durable.client.UpdateStage;
import dev.durable.client.WorkflowAlreadyStartedException;
import dev.durable.client.WorkflowNotFoundException;
import dev.durable.engine.client.StartedRun.CommitState;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.history.WorkflowExecutionSignaled;
import dev.durable.history.WorkflowExecutionUpdateAccepted;
import dev.durable.store.StoredRun;
import dev.durable.workflow.WorkflowIdConflictPolicy;
import dev.durable.workflow.WorkflowIdReusePolicy;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Starts runs, and decides what is done if a run of the workflow id is open. Between the attempt to start and the look at the open run
 * that may close: then the start is attempted again. Thread-safe.
 */
final class WorkflowStarts {

    private static final int MAX_TRIES = 20;

    private final ClientServices services;
    private final RunStarts starts;
    private final WorkflowMessages messages;
    private final WorkflowUpdates updates;
    private final ResultWatch results;

    WorkflowStarts(ClientServices services, WorkflowMessages messages, WorkflowUpdates updates, ResultWatch results) {
        this.services = services;
        this.starts = new RunStarts(services, messages, updates);
        this.messages = messages;
        this.updates = updates;
        this.results = results;
    }

    /** Starts a run without an update. */
    StartedRun start(StartRequest request) {
        return start(request, UpdateStage.ADMITTED).run();
    }

    /**
     * Starts a run.
     *
     * @param stage what is waited for if an update comes with the start
     */
    StartedWithUpdate start(StartRequest request, UpdateStage stage) {
        StartRequest next = request;
        for (int tries = 1; ; tries++) {
            try {
                if (tries == 1) {
                    requireNotOpenHere(request);
                }
                return starts.start(next, stage);
            } catch (WorkflowAlreadyStartedException e) {
                Optional<StoredRun> open = openRun(next, e);
                if (tries == MAX_TRIES) {
                    throw e;
                }
                if (open.isPresent()) {
                    Queue<WorkflowExecutionSignaled> signals = new ArrayDeque<>(next.signals());
                    Optional<StartedWithUpdate> used = use(open.get(), next, signals, stage, e);
                    if (used.isPresent()) {
                        return used.get();
                    }
                    next = next.withSignals(List.copyOf(signals));
                }
            }
        }
    }

    /** Saves an attempt that would fail. Whether it really would, the store knows better: the run may be about to close. */
    private void requireNotOpenHere(StartRequest request) {
        String workflowId = request.options().workflowId();
        if (services.node()
                .runs()
                .filter(runs -> runs.here().isOpen(workflowId))
                .isPresent()) {
            throw new WorkflowAlreadyStartedException(workflowId);
        }
    }

    /** The run that is in the way; empty if it has closed meanwhile, so that another attempt may succeed. */
    private Optional<StoredRun> openRun(StartRequest request, WorkflowAlreadyStartedException failure) {
        Optional<StoredRun> run = services.store().findRun(request.options().workflowId());
        boolean open = run.isPresent() && !run.get().status().isClosed();
        if (!open && request.options().idReusePolicy() != WorkflowIdReusePolicy.ALLOW_DUPLICATE) {
            throw failure;
        }
        return open ? run : Optional.empty();
    }

    /**
     * Does with the open run what the policy says.
     *
     * @param signals those that are still to be sent
     * @return empty if another attempt to start is to be made
     */
    private Optional<StartedWithUpdate> use(
            StoredRun open,
            StartRequest request,
            Queue<WorkflowExecutionSignaled> signals,
            UpdateStage stage,
            WorkflowAlreadyStartedException failure) {
        WorkflowIdConflictPolicy policy = request.conflictPolicy();
        if (policy == WorkflowIdConflictPolicy.FAIL) {
            throw failure;
        }
        if (policy == WorkflowIdConflictPolicy.TERMINATE_EXISTING) {
            if (request.options().idReusePolicy() == WorkflowIdReusePolicy.REJECT_DUPLICATE) {
                throw failure; // once it had ended, it would stand in the way as a closed run
            }
            terminate(open);
            return Optional.empty();
        }
        RunAddress exactly = messages.address(open.workflowId(), open.runId());
        try {
            while (!signals.isEmpty()) {
                messages.signal(exactly, signals.element());
                signals.remove();
            }
            WorkflowExecutionUpdateAccepted update = request.update();
            UpdateTicket ticket = update == null ? null : updates.start(exactly, update, stage);
            return Optional.of(new StartedWithUpdate(
                    new StartedRun(open.workflowId(), open.runId(), new AtomicReference<>(CommitState.COMMITTED)),
                    ticket));
        } catch (DurableException e) {
            if (e.code() != ErrorCode.WORKFLOW_CLOSED) {
                throw e;
            }
            return Optional.empty();
        }
    }

    private void terminate(StoredRun open) {
        if (services.store().currentTransaction().isPresent()) {
            throw new DurableException(
                    ErrorCode.OPTION_ILLEGAL,
                    "Workflow '" + open.workflowId() + "' is open, and TERMINATE_EXISTING cannot end it inside a"
                            + " transaction.");
        }
        try {
            messages.terminate(
                    messages.address(open.workflowId(), open.runId()), "Another run was started in its place");
        } catch (WorkflowNotFoundException e) {
            return;
        } catch (DurableException e) {
            if (e.code() != ErrorCode.WORKFLOW_CLOSED) {
                throw e;
            }
            return;
        }
        results.awaitClosing(open.workflowId(), open.runId(), services.callTimeout());
    }
}
