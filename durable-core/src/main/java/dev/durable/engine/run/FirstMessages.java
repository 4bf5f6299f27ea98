package dev.durable.engine.run;

import dev.durable.history.WorkflowExecutionSignaled;
import dev.durable.history.WorkflowExecutionUpdateAccepted;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Messages that come with the start of a run, in the same commit.
 *
 * @param signals signals, delivered after the first step
 * @param update an update that the run is asked for after that, or null; the run begins even if it rejects it
 * @param call is told what becomes of the update; says nothing if the run does not begin
 */
public record FirstMessages(
        List<WorkflowExecutionSignaled> signals, @Nullable WorkflowExecutionUpdateAccepted update, UpdateCall call) {

    /** Copies the list. */
    public FirstMessages {
        signals = List.copyOf(signals);
    }

    /** None. */
    public static FirstMessages none() {
        return new FirstMessages(List.of(), null, new UpdateCall());
    }

    /** The update as an input of the run, or null if there is none. */
    RunInput.@Nullable Update updateInput() {
        return update == null ? null : new RunInput.Update(update, call);
    }
}
