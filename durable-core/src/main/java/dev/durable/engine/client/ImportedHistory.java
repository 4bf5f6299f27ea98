package dev.durable.engine.client;

import dev.durable.client.WorkflowAlreadyStartedException;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.history.HistoryDocument;
import dev.durable.history.HistoryEvent;
import dev.durable.history.ParentExecution;
import dev.durable.history.RunFacts;
import dev.durable.history.WorkflowExecutionStarted;
import dev.durable.store.DurableStore;
import dev.durable.store.NewRun;
import dev.durable.store.RunClosing;
import dev.durable.store.StoreConflictException;
import dev.durable.store.TurnWrite;
import dev.durable.workflow.WorkflowIdReusePolicy;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Stores histories of closed runs from elsewhere: each with one commit that begins and closes the run. */
final class ImportedHistory {

    private static final UUID NOBODY = new UUID(0, 0);

    private ImportedHistory() {}

    static void store(HistoryDocument history, DurableStore store) {
        HistoryEvent last = history.events().get(history.events().size() - 1);
        if (!last.closesRun()) {
            throw new DurableException(
                    ErrorCode.HISTORY_OPEN,
                    "Run " + history.runId() + " of workflow '" + history.workflowId()
                            + "' was open when it was exported.");
        }
        if (store.findRun(history.runId()).isPresent()) {
            throw exists(history, null);
        }
        try {
            store.commit(List.of(turn(history, last)));
        } catch (StoreConflictException e) {
            throw e.kind() == StoreConflictException.Kind.WORKFLOW_ID_TAKEN
                    ? new WorkflowAlreadyStartedException(history.workflowId())
                    : exists(history, e);
        }
    }

    private static TurnWrite turn(HistoryDocument history, HistoryEvent last) {
        WorkflowExecutionStarted started = history.started();
        ParentExecution parent = started.origin().parent();
        NewRun row = new NewRun(
                history.workflowId(),
                history.workflowType(),
                history.taskQueue(),
                started.time(),
                NOBODY,
                null,
                parent == null ? null : parent.runId(),
                started.origin().firstRunId(),
                null,
                WorkflowIdReusePolicy.ALLOW_DUPLICATE);
        return new TurnWrite(
                        history.runId(),
                        NOBODY,
                        row,
                        history.events(),
                        RunClosing.by(last),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of())
                .withSearchAttributes(RunFacts.of(history.events()).storedAttributes());
    }

    private static DurableException exists(HistoryDocument history, @Nullable StoreConflictException cause) {
        return new DurableException(
                ErrorCode.HISTORY_EXISTS,
                "Run " + history.runId() + " of workflow '" + history.workflowId() + "' is here already.",
                cause);
    }
}
