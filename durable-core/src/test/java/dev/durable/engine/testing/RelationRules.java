package dev.durable.engine.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.engine.Uuids;
import dev.durable.history.ChildWorkflowExecutionCompleted;
import dev.durable.history.EventType;
import dev.durable.history.HistoryEvent;
import dev.durable.history.SignalExternalWorkflowExecutionInitiated;
import dev.durable.history.StartChildWorkflowExecutionInitiated;
import dev.durable.history.WorkflowExecutionCompleted;
import dev.durable.history.WorkflowExecutionContinuedAsNew;
import dev.durable.history.WorkflowExecutionFailed;
import dev.durable.history.WorkflowExecutionReset;
import dev.durable.history.WorkflowExecutionSignaled;
import dev.durable.history.WorkflowExecutionStarted;
import dev.durable.history.WorkflowExecutionTerminated;
import dev.durable.history.WorkflowExecutionTimedOut;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What is true of the histories of runs that have to do with each other, whatever happened. */
public final class RelationRules {

    private final Map<UUID, List<HistoryEvent>> histories;
    private final boolean signalsCount;
    private final Map<String, Integer> received = new HashMap<>();

    private RelationRules(Map<UUID, List<HistoryEvent>> histories) {
        this.histories = histories;
        // a reset run has what its base has got, too
        this.signalsCount = histories.keySet().stream().noneMatch(this::isReset);
        histories.values().stream()
                .flatMap(List::stream)
                .filter(WorkflowExecutionSignaled.class::isInstance)
                .map(event -> ((WorkflowExecutionSignaled) event).requestId())
                .filter(requestId -> requestId != null)
                .forEach(requestId -> received.merge(requestId, 1, Integer::sum));
    }

    /** Checks all histories of a store whose runs have come to rest. */
    public static void verify(Map<UUID, List<HistoryEvent>> histories) {
        RelationRules rules = new RelationRules(histories);
        histories.forEach((runId, history) -> {
            // what a reset run has taken over was asked for by another
            int own = history.stream()
                    .filter(WorkflowExecutionReset.class::isInstance)
                    .mapToInt(HistoryEvent::eventId)
                    .max()
                    .orElse(0);
            Map<Integer, HistoryEvent> byId = new HashMap<>();
            for (HistoryEvent event : history) {
                byId.put(event.eventId(), event);
                if (event.eventId() > own) {
                    rules.verify(runId, event, byId);
                }
            }
        });
    }

    private void verify(UUID runId, HistoryEvent event, Map<Integer, HistoryEvent> byId) {
        if (signalsCount && byId.get(event.endsEventId()) instanceof SignalExternalWorkflowExecutionInitiated signal) {
            boolean refused = event.type() == EventType.SignalExternalWorkflowExecutionFailed;
            if (refused || isClosed(signal.workflowId())) {
                assertThat(receivedCount(runId, signal))
                        .as("how often %s of run %s has arrived", signal, runId)
                        .isEqualTo(refused ? 0 : 1);
            }
        } else if (signalsCount && event instanceof SignalExternalWorkflowExecutionInitiated signal) {
            assertThat(receivedCount(runId, signal))
                    .as("how often %s of run %s has arrived", signal, runId)
                    .isLessThanOrEqualTo(1);
        } else if (event instanceof StartChildWorkflowExecutionInitiated child
                && histories.containsKey(child.runId())) {
            WorkflowExecutionStarted started = started(histories.get(child.runId()));
            assertThat(started.origin().parent().runId()).isEqualTo(runId);
            assertThat(started.origin().parent().initiatedEventId()).isEqualTo(child.eventId());
        } else if (event instanceof ChildWorkflowExecutionCompleted completed
                && byId.get(completed.initiatedEventId()) instanceof StartChildWorkflowExecutionInitiated child
                && histories.containsKey(child.runId())) {
            assertThat(lastOf(child.runId()))
                    .isInstanceOfSatisfying(
                            WorkflowExecutionCompleted.class,
                            end -> assertThat(end.result()).isEqualTo(completed.result()));
        }
    }

    private int receivedCount(UUID runId, SignalExternalWorkflowExecutionInitiated signal) {
        return received.getOrDefault(
                Uuids.version7(signal.time(), runId, signal.eventId()).toString(), 0);
    }

    /** Whether all runs of a workflow have closed, so that nothing waits for them any more. */
    private boolean isClosed(String workflowId) {
        return histories.values().stream()
                .filter(history -> started(history).workflowId().equals(workflowId))
                .allMatch(history -> history.get(history.size() - 1).closesRun());
    }

    /** Whether the run follows one that does not say so. */
    private boolean isReset(UUID runId) {
        List<HistoryEvent> history = histories.get(runId);
        UUID before = started(history).origin().continuedRunId();
        List<HistoryEvent> base = before == null ? null : histories.get(before);
        return history.stream()
                        .anyMatch(event -> event instanceof WorkflowExecutionReset reset
                                && reset.newRunId().equals(runId))
                || base != null
                        && (base.get(base.size() - 1) instanceof WorkflowExecutionTerminated
                                || !runId.equals(next(base.get(base.size() - 1))));
    }

    private static WorkflowExecutionStarted started(List<HistoryEvent> history) {
        return (WorkflowExecutionStarted) history.get(0);
    }

    /** The last event of the last run of a chain. */
    private HistoryEvent lastOf(UUID runId) {
        List<HistoryEvent> history = histories.get(runId);
        HistoryEvent last = history.get(history.size() - 1);
        UUID next = next(last);
        return next == null || !histories.containsKey(next) ? last : lastOf(next);
    }

    private static UUID next(HistoryEvent closing) {
        if (closing instanceof WorkflowExecutionContinuedAsNew continued) {
            return continued.newRunId();
        }
        if (closing instanceof WorkflowExecutionFailed failed) {
            return failed.newRunId();
        }
        if (closing instanceof WorkflowExecutionTimedOut timedOut) {
            return timedOut.newRunId();
        }
        return closing instanceof WorkflowExecutionTerminated terminated ? terminated.newRunId() : null;
    }
}
