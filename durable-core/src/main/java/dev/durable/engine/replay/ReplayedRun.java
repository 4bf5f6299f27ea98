package dev.durable.engine.replay;

import dev.durable.engine.definition.WorkflowDefinition;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.history.CommandEvent;
import dev.durable.history.HistoryEvent;
import dev.durable.history.InboundEvent;
import dev.durable.history.WorkflowExecutionStarted;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A run brought back to life from its history.
 *
 * @param instance the code, as it stood after the last event
 * @param lastEvent the last event
 * @param newCommands commands that are not in the history yet: of event 1's step, or the end of a run that was reset to where its code
 *     had ended
 */
public record ReplayedRun(WorkflowInstance instance, HistoryEvent lastEvent, List<CommandEvent> newCommands) {

    /**
     * Replays a history.
     *
     * <p>A history of event 1 alone is that of a run whose start was stored but not executed, or whose first step asked for
     * nothing: its step runs live, and what it asks for has yet to be appended. So does that of a run which was ended from outside with
     * nothing before but its start, except that what it asks for is of no use any more. Every other history ends at a step boundary.
     *
     * @throws NonDeterminismException if the code asks for something else than what was recorded
     * @throws WorkflowCodeException if the code throws what is not declared to fail the workflow
     * @throws DurableException {@code DUR-4006} if events are missing: what follows a gap says nothing about what the code did
     */
    public static ReplayedRun of(
            UUID runId, List<HistoryEvent> history, ReplayServices services, Consumer<String> softDifference) {
        WorkflowExecutionStarted started = started(runId, history);
        WorkflowDefinition definition = services.definitions()
                .workflow(started.workflowType())
                .orElseThrow(() -> new DurableException(
                        ErrorCode.WORKFLOW_TYPE_UNKNOWN,
                        "Run " + runId + " is of the unknown workflow type '" + started.workflowType() + "'."));
        WorkflowInstance instance = new WorkflowInstance(runId, started, definition, services);
        try {
            HistoryEvent last = history.get(history.size() - 1);
            boolean unbegun = OutsideEnd.mayBeUnbegun(history);
            List<CommandEvent> asked = unbegun ? instance.step(started) : List.of();
            CommandEvent ending = replaySteps(instance, history, unbegun ? 1 : 0, softDifference);
            List<CommandEvent> newCommands = ending == null ? asked : List.of(ending);
            return new ReplayedRun(instance, last, last.closesRun() ? List.of() : newCommands);
        } catch (RuntimeException e) {
            instance.destroy();
            throw e;
        }
    }

    /** Replays all steps from a position on; returns the closing event that the code has asked for and that is not recorded, or null. */
    private static @Nullable CommandEvent replaySteps(
            WorkflowInstance instance, List<HistoryEvent> history, int from, Consumer<String> softDifference) {
        Ending ending = Ending.of(history);
        int position = from;
        while (position < history.size() && !instance.isClosed()) {
            InboundEvent inbound = (InboundEvent) history.get(position++);
            List<CommandEvent> answers = new ArrayList<>();
            while (position < history.size() && history.get(position) instanceof CommandEvent command) {
                answers.add(command);
                position++;
            }
            instance.replay(inbound, answers, ending.isPossibleAt(position) ? ending : null, softDifference);
        }
        return ending.found();
    }

    private static WorkflowExecutionStarted started(UUID runId, List<HistoryEvent> history) {
        if (history.isEmpty() || !(history.get(0) instanceof WorkflowExecutionStarted started)) {
            throw new DurableException(
                    ErrorCode.HISTORY_DAMAGED, "The history of run " + runId + " does not begin with its start.");
        }
        for (int i = 0; i < history.size(); i++) {
            int found = history.get(i).eventId();
            if (found != i + 1) {
                throw new DurableException(
                        ErrorCode.HISTORY_DAMAGED,
                        "Event " + (i + 1) + " of run " + runId + " is missing; the next one is " + found + ".");
            }
        }
        return started;
    }
}
