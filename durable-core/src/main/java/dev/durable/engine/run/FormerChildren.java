package dev.durable.engine.run;

import dev.durable.engine.replay.OutsideEnd;
import dev.durable.history.EventType;
import dev.durable.history.HistoryEvent;
import dev.durable.history.StartChildWorkflowExecutionInitiated;
import dev.durable.history.WorkflowExecutionReset;
import dev.durable.history.WorkflowExecutionStarted;
import dev.durable.history.WorkflowExecutionTerminated;
import dev.durable.store.RunReader;
import dev.durable.workflow.ParentClosePolicy;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Children that the base of a reset run has started after the point to which that goes back. Those that end with their parent must have done
 * so before the reset run takes a step, for it may start others with the same ids.
 */
final class FormerChildren {

    private final RunReader store;

    FormerChildren(RunReader store) {
        this.store = store;
    }

    /** Finds one that is still open, if the run is a reset one that has not gone on. */
    Optional<String> findOpen(UUID runId, List<HistoryEvent> history) {
        HistoryEvent last = history.get(history.size() - 1);
        if (last instanceof WorkflowExecutionReset reset) {
            return findOpenBefore(reset.baseRunId(), reset.baseEventId());
        }
        if (last instanceof WorkflowExecutionStarted started) {
            UUID before = started.origin().continuedRunId();
            if (before != null
                    && store.lastEvent(before)
                            .filter(closing -> isReset(closing, runId))
                            .isPresent()) {
                return findOpenBefore(before, 1);
            }
        }
        return Optional.empty();
    }

    private Optional<String> findOpenBefore(UUID baseRunId, int lastKept) {
        return findOpenAfter(baseRunId, lastKept).or(() -> findOpenOfUnbegun(baseRunId));
    }

    /** A base that was reset in its turn before it has gone on has passed on what it waited for. */
    private Optional<String> findOpenOfUnbegun(UUID baseRunId) {
        List<HistoryEvent> history = store.history(baseRunId, 0);
        return history.isEmpty()
                ? Optional.empty()
                : findOpen(baseRunId, history.subList(0, OutsideEnd.position(history)));
    }

    /** Whether a run that begins anew does so because of a reset: all others are announced by the end of the run before. */
    private static boolean isReset(HistoryEvent closing, UUID runId) {
        return closing instanceof WorkflowExecutionTerminated || !runId.equals(closing.nextRunId());
    }

    private Optional<String> findOpenAfter(UUID baseRunId, int lastKept) {
        List<HistoryEvent> rest = store.history(baseRunId, lastKept);
        if (rest.isEmpty() || rest.get(rest.size() - 1).type() == EventType.WorkflowExecutionContinuedAsNew) {
            return Optional.empty();
        }
        return rest.stream()
                .filter(StartChildWorkflowExecutionInitiated.class::isInstance)
                .map(StartChildWorkflowExecutionInitiated.class::cast)
                .filter(child -> child.parentClosePolicy() == ParentClosePolicy.TERMINATE)
                .filter(child -> store.findRun(child.runId()).isPresent()
                        && ChainEnd.of(store, child.runId()).isEmpty())
                .map(StartChildWorkflowExecutionInitiated::workflowId)
                .findFirst();
    }
}
