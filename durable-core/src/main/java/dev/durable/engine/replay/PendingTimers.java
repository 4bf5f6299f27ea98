package dev.durable.engine.replay;

import dev.durable.history.TimerStarted;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Timers of one run that have neither fired nor been given up. Confined to the run. */
final class PendingTimers {

    private final Map<Integer, Pending> timers = new LinkedHashMap<>();

    void add(TimerStarted started, RunPromise<@Nullable Void> fired) {
        fired.about(() -> "the timer of event " + started.eventId() + ", due at " + started.dueAt());
        timers.put(started.eventId(), new Pending(started, fired));
    }

    boolean contains(int startedEventId) {
        return timers.containsKey(startedEventId);
    }

    List<TimerStarted> started() {
        List<TimerStarted> events = new ArrayList<>(timers.size());
        for (Pending pending : timers.values()) {
            events.add(pending.started);
        }
        return events;
    }

    void fire(int startedEventId) {
        remove(startedEventId).fired.fulfil(null);
    }

    void cancel(int startedEventId) {
        remove(startedEventId);
    }

    private Pending remove(int startedEventId) {
        Pending pending = timers.remove(startedEventId);
        if (pending == null) {
            throw new IllegalStateException("No timer of event " + startedEventId + " is pending");
        }
        return pending;
    }

    private record Pending(TimerStarted started, RunPromise<@Nullable Void> fired) {}
}
