package dev.durable.engine.run;

import dev.durable.history.CommandEvent;
import dev.durable.history.HistoryEvent;
import dev.durable.history.WorkflowExecutionContinuedAsNew;
import dev.durable.store.OutgoingMessage;
import dev.durable.store.TurnWrite;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the turn that closes a run writes beside the closing event: the run that takes its place, and what parent and children are told.
 * Confined to the run's actor.
 *
 * @param output makes messages to others
 * @param effects knows the children
 * @param activities knows the rows of activities, which go
 */
record RunEnding(Successors successors, RunOutput output, RunEffects effects, ActivitySteps activities) {

    /** The run that takes the place of one whose code has ended. */
    Optional<TurnWrite> successorOf(RunCode ended, Instant now) {
        return successors.after(ended.ending(), ended.started(), now);
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
