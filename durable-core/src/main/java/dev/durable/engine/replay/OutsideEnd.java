package dev.durable.engine.replay;

import dev.durable.history.HistoryEvent;
import dev.durable.history.InboundEvent;
import dev.durable.history.WorkflowExecutionPaused;
import java.util.List;

/**
 * What stands at the end of a history whose run was ended from outside: the event that closes it, and before it, behind a pause of the
 * engine's, what the run had got and its code was not told.
 *
 * <p>All events before that are stored together with what the code asked for, except the first and a reset: they are stored by whoever
 * starts the run, and code that cannot be had (it fails, or a child of a former run is in its way) never gets to them before the run is ended.
 */
public final class OutsideEnd {

    private OutsideEnd() {}

    /** How many events stand before the end from outside; all, if the run was not ended from outside. */
    public static int position(List<? extends HistoryEvent> history) {
        int last = history.size() - 1;
        if (!(history.get(last) instanceof InboundEvent closing) || !closing.closesRun()) {
            return history.size();
        }
        int first = last;
        while (history.get(first - 1) instanceof InboundEvent inbound && inbound.mayComeTooLate()) {
            first--;
        }
        boolean unheard = first < last
                && history.get(first - 1) instanceof WorkflowExecutionPaused pause
                && pause.isPartOfTheEnd();
        return unheard ? first - 1 : last;
    }

    /** Whether the code may never have made its first step: nothing tells, so there is nothing to compare with what it asks for. */
    static boolean mayBeUnbegun(List<HistoryEvent> history) {
        return position(history) == 1;
    }
}
