package dev.durable.engine.run;

import dev.durable.history.CommandEvent;
import dev.durable.history.HistoryEvent;
import dev.durable.history.WorkflowExecutionContinuedAsNew;
import dev.durable.history.WorkflowExecutionResetRequested;
import dev.durable.store.OutgoingMessage;
import dev.durable.store.RunReader;
import dev.durable.store.TurnWrite;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the turn that closes a run writes beside the closing event: the run that takes its place, and what parent and children are told.
 * Confined to the run's actor.
 *
 * @param store tells the history of a run that is to be reset
 * @param resets makes the run that takes the place of one that is reset
 * @param output makes messages to others
 * @param effects knows the children
 * @param activities knows the rows of activities, which go
 */
record RunEnding(
        UUID runId,
        RunReader store,
        Successors successors,
        ResetRuns resets,
        RunOutput output,
        RunEffects effects,
        ActivitySteps activities) {

    /** The run that takes the place of one whose code has ended. */
    Optional<TurnWrite> successorOf(RunCode ended, Instant now) {
        return successors.after(ended.ending(), ended.started(), now);
    }

    /**
     * Closes a run that is to be reset. The new one begins with the history up to this moment, in the same commit: nobody can take the
     * workflow id in between, and the parent, which is not told, has its child.
     */
    void reset(RunCode ended, WorkflowExecutionResetRequested request, Turn turn, Instant now) {
        HistoryEvent closing = ended.close(turn, request.newRunId());
        List<HistoryEvent> history = new ArrayList<>(store.history(runId, 0));
        history.addAll(turn.events());
        turn.followUp(
                effects.childrenAfter(turn).closingMessages(closing.time()), resets.of(runId, history, request, now));
        activities.endAll();
    }

    void close(RunCode ended, Turn turn, @Nullable TurnWrite successor) {
        if (ended.ending() instanceof CommandEvent) {
            turn.abandon(ended.abandonedHandlers());
        }
        HistoryEvent closing = ended.close(turn, successor == null ? null : successor.runId());
        List<OutgoingMessage> messages = new ArrayList<>();
        if (!(closing instanceof WorkflowExecutionContinuedAsNew)) {
            messages.addAll(effects.childrenAfter(turn).closingMessages(closing.time()));
        }
        if (successor == null) {
            output.toParent(closing, ended.started()).ifPresent(messages::add);
        }
        turn.followUp(messages, successor);
        activities.endAll();
    }
}
