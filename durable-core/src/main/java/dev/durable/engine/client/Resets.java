package dev.durable.engine.client;

import dev.durable.client.ResetOptions;
import dev.durable.engine.Uuids;
import dev.durable.engine.run.RunPlacement;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.history.HistoryEvent;
import dev.durable.history.RunFacts;
import dev.durable.history.WorkflowExecutionStarted;
import dev.durable.store.StoredRun;
import dev.durable.store.TurnWrite;
import dev.durable.workflow.WorkflowIdReusePolicy;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Resets runs: the run is ended if it is open, and then a new one is stored that begins with a part of its history. A process that dies in
 * between leaves a terminated run, which can be reset again. Thread-safe.
 */
final class Resets {

    private final ClientServices services;
    private final WorkflowMessages messages;
    private final ResultWatch results;

    Resets(ClientServices services, WorkflowMessages messages, ResultWatch results) {
        this.services = services;
        this.messages = messages;
        this.results = results;
    }

    /** Resets a run and returns the new one. */
    UUID reset(String workflowId, @Nullable UUID fixedRunId, ResetOptions options) {
        if (services.store().currentTransaction().isPresent()) {
            throw new DurableException(
                    ErrorCode.RESET_IN_TRANSACTION, "Workflow '" + workflowId + "' was to be reset in a transaction.");
        }
        StoredRun run = messages.find(workflowId, fixedRunId);
        ResetPoint.in(services.store().history(run.runId(), 0), options).requireLegal(services.store()::findRun);
        if (!run.status().isClosed()) {
            messages.terminate(workflowId, run.runId(), reason(options));
            results.awaitClosing(workflowId, run.runId(), services.callTimeout());
        }
        // what came until the end belongs to the history, too
        ResetPoint point = ResetPoint.in(services.store().history(run.runId(), 0), options);
        return start(run.runId(), point, options);
    }

    private UUID start(UUID baseRunId, ResetPoint point, ResetOptions options) {
        Instant now = services.time().now();
        UUID newRunId = Uuids.version7(now);
        List<HistoryEvent> history = point.newHistory(baseRunId, now, options.reason());
        TurnWrite placed = placement()
                .start(newRunId, (WorkflowExecutionStarted) history.get(0), WorkflowIdReusePolicy.ALLOW_DUPLICATE)
                .withSearchAttributes(RunFacts.of(history).storedAttributes());
        services.store()
                .commit(List.of(placed.withHistory(history, point.messages(options, now), point.activityTasks(now))));
        services.node().runs().ifPresent(runs -> runs.adoptIfOwned(newRunId));
        return newRunId;
    }

    private RunPlacement placement() {
        return services.node().runs().map(runs -> runs.placement()).orElseGet(RunPlacement::nowhere);
    }

    private static String reason(ResetOptions options) {
        return options.reason().isEmpty() ? "Reset to event " + options.lastEventId() : options.reason();
    }
}
