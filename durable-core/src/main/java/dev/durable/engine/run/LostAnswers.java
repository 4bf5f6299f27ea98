package dev.durable.engine.run;

import dev.durable.engine.Uuids;
import dev.durable.history.CommandEvent;
import dev.durable.history.ExternalWorkflowExecutionCancelRequested;
import dev.durable.history.ExternalWorkflowExecutionSignaled;
import dev.durable.history.HistoryEvent;
import dev.durable.history.InboundEvent;
import dev.durable.history.SignalExternalWorkflowExecutionInitiated;
import dev.durable.history.StartChildWorkflowExecutionInitiated;
import dev.durable.history.WorkflowExecutionReset;
import dev.durable.store.RunReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Answers of others to a run that had closed before it could record them: a run that is reset to before its end waits for them. Those that
 * the new run can look up itself are left to it.
 */
final class LostAnswers {

    private final RunReader store;

    LostAnswers(RunReader store) {
        this.store = store;
    }

    /**
     * The answers to requests that a run has recorded itself, or has taken over.
     *
     * @param kept the events up to the point to which the run is reset
     */
    List<InboundEvent> to(List<CommandEvent> requests, List<HistoryEvent> kept, UUID baseRunId, Instant now) {
        List<InboundEvent> answers = new ArrayList<>();
        for (CommandEvent request : requests) {
            if (request instanceof StartChildWorkflowExecutionInitiated child) {
                ChainEnd.of(store, child.runId())
                        .map(closing -> ChildOutcome.of(closing, child.eventId()))
                        .ifPresent(answers::add);
            } else if (request instanceof SignalExternalWorkflowExecutionInitiated signal) {
                if (isDelivered(signal, authors(kept, baseRunId))) {
                    answers.add(new ExternalWorkflowExecutionSignaled(0, now, signal.eventId()));
                }
            } else {
                answers.add(new ExternalWorkflowExecutionCancelRequested(0, now, request.eventId()));
            }
        }
        return answers;
    }

    private boolean isDelivered(SignalExternalWorkflowExecutionInitiated signal, Set<UUID> authors) {
        return authors.stream().anyMatch(runId -> store.isDelivered(signal.workflowId(), messageId(signal, runId)));
    }

    /** Under this id a run has sent the signal. */
    private static UUID messageId(SignalExternalWorkflowExecutionInitiated signal, UUID runId) {
        return Uuids.version7(signal.time(), runId, signal.eventId());
    }

    /** The runs that may have recorded an event that is kept. */
    private static Set<UUID> authors(List<HistoryEvent> kept, UUID baseRunId) {
        Set<UUID> authors = new HashSet<>(Set.of(baseRunId));
        for (HistoryEvent event : kept) {
            if (event instanceof WorkflowExecutionReset reset) {
                authors.add(reset.baseRunId());
            }
        }
        return authors;
    }
}
