package dev.durable.engine.replay;

import dev.durable.history.CommandEvent;
import dev.durable.history.InboundEvent;
import dev.durable.history.MarkerKind;
import dev.durable.history.MarkerRecorded;
import dev.durable.payload.Payload;
import java.util.List;

/**
 * How long and how large the history of a run is, and whether that is a reason to go on as a new run. The latter is recorded when it
 * becomes so, because the thresholds are settings that may change while the run is open. Confined to the run.
 */
final class HistoryGrowth {

    private final HistoryThresholds thresholds;
    private int length;
    private long size;
    private boolean continueAsNewSuggested;

    HistoryGrowth(HistoryThresholds thresholds) {
        this.thresholds = thresholds;
    }

    /** A step begins live. */
    void begin(InboundEvent event, NewCommands commands) {
        count(event);
        if (!continueAsNewSuggested && thresholds.areReachedBy(length, size)) {
            continueAsNewSuggested = true;
            commands.record(eventId -> new MarkerRecorded(
                    eventId, event.time(), MarkerKind.CONTINUE_AS_NEW_SUGGESTED, "", 0, Payload.NULL));
        }
    }

    /** A step begins in replay. */
    void begin(InboundEvent event, RecordedCommands commands) {
        count(event);
        continueAsNewSuggested |= commands.takeContinueAsNewSuggestion();
    }

    /** A step has ended. */
    void end(List<? extends CommandEvent> answers) {
        size += EventSize.of(answers);
    }

    int length() {
        return length;
    }

    long size() {
        return size;
    }

    boolean isContinueAsNewSuggested() {
        return continueAsNewSuggested;
    }

    private void count(InboundEvent event) {
        length = event.eventId();
        size += EventSize.of(event);
    }
}
