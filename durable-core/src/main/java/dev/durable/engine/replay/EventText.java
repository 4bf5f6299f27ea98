package dev.durable.engine.replay;

import dev.durable.history.ActivityTaskScheduled;
import dev.durable.history.HistoryEvent;
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
        return event.type().name();
    }
}
