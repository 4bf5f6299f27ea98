package dev.durable.engine.replay;

import dev.durable.history.CommandEvent;
import dev.durable.history.HistoryEvent;
import dev.durable.history.InboundEvent;
import dev.durable.history.WorkflowExecutionReset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where in a history the code may end the run although something else follows there. What was accepted before the run closed, but after
 * the code had ended, stands before the closing event, unheard; and in a run that was reset to there it stands before the reset, and the
 * closing event is yet to come, or never came because the run was {@linkplain OutsideEnd ended from outside} before.
 *
 * <p>Confined to one replay.
 */
final class Ending {

    private final int from;
    private final @Nullable CommandEvent recorded;
    private final boolean toCome;
    private @Nullable CommandEvent found;

    private Ending(int from, @Nullable CommandEvent recorded, boolean toCome) {
        this.from = from;
        this.recorded = recorded;
        this.toCome = toCome;
    }

    static Ending of(List<HistoryEvent> history) {
        HistoryEvent last = history.get(history.size() - 1);
        CommandEvent closing = last instanceof CommandEvent command && command.closesRun() ? command : null;
        int from = OutsideEnd.position(history);
        boolean reset = history.get(from - 1) instanceof WorkflowExecutionReset;
        if (closing != null || reset) {
            from--;
            while (history.get(from - 1) instanceof InboundEvent inbound && isUnheard(inbound)) {
                from--;
            }
        }
        return new Ending(from, closing, reset);
    }

    private static boolean isUnheard(InboundEvent event) {
        return event.mayComeTooLate() || event instanceof WorkflowExecutionReset;
    }

    /** Whether a step may end the run whose event and answers end at this position of the history. */
    boolean isPossibleAt(int position) {
        return position >= from;
    }

    /** The event that counts for the one that the code asks for, or null if it may not ask for it. */
    @Nullable
    CommandEvent closing(CommandEvent asked) {
        if (toCome) {
            found = asked;
        }
        return toCome ? asked : recorded;
    }

    /** The closing event that is yet to come, if the code has asked for it. */
    @Nullable
    CommandEvent found() {
        return found;
    }
}
