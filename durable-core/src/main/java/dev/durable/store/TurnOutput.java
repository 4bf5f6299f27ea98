package dev.durable.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a turn writes of other runs, in its own transaction: after its own rows first the successor, then the children, then the
 * messages, so that a message to the workflow id of a run that goes on as a new one reaches the new one. A turn with output has
 * events, too: by them it is found out whether it is committed.
 *
 * @param children runs to be started: turns with a {@linkplain TurnWrite#newRun() new run}. One whose workflow id is taken (or may
 *     not be used again) is left out and {@linkplain CommitResult reported}; it is no conflict
 * @param messages messages to other runs
 * @param successor the run that takes the place of the closing one: a turn with a new run of the same workflow id, inserted after
 *     the closing. Messages that are stored for the closing run and not consumed move to it if they are {@linkplain
 *     dev.durable.history.EventType#isAddressedToWorkflow addressed to the workflow}, and are deleted otherwise, so pending messages
 *     do not hinder the closing, but for {@linkplain dev.durable.history.ActivityTaskReported what activities report} and the run has not
 *     seen: its effects may be committed already. Null if there is none
 */
public record TurnOutput(
        List<TurnWrite> children,
        List<OutgoingMessage> messages,
        @Nullable TurnWrite successor) {

    /** Nothing. */
    public static final TurnOutput NONE = new TurnOutput(List.of(), List.of(), null);

    /** Copies the lists. */
    public TurnOutput {
        children = List.copyOf(children);
        messages = List.copyOf(messages);
    }

    /** Whether nothing is written of other runs. */
    public boolean isEmpty() {
        return children.isEmpty() && messages.isEmpty() && successor == null;
    }
}
