package dev.durable.engine.replay;

import dev.durable.history.ActivityTaskScheduled;
import dev.durable.history.HistoryEvent;
import dev.durable.history.MarkerRecorded;
import dev.durable.history.TimerCanceled;
import dev.durable.history.TimerStarted;

/** Events in a few words, for diffs that people read. */
final class EventText {

    private EventText() {}

    static String of(HistoryEvent event) {
        if (event instanceof ActivityTaskScheduled activity) {
            return event.type() + "(" + activity.activityType() + ")";
        }
        if (event instanceof TimerStarted timer) {
            return event.type() + "(" + timer.duration() + ")";
        }
        if (event instanceof TimerCanceled timer) {
            return event.type() + "(timer of event " + timer.startedEventId() + ")";
        }
        if (event instanceof MarkerRecorded marker) {
            return event.type() + "(" + of(marker) + ")";
        }
        return event.type().name();
    }

    private static String of(MarkerRecorded marker) {
        return switch (marker.kind()) {
            case VERSION -> "version " + marker.number() + " of change " + marker.name();
            case SIDE_EFFECT -> "side effect";
            case MUTABLE_SIDE_EFFECT -> "mutable side effect " + marker.name() + " after " + marker.number() + " calls";
            case CONTINUE_AS_NEW_SUGGESTED -> "continue-as-new suggested";
        };
    }
}
