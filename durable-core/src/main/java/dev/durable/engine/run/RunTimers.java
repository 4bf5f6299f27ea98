package dev.durable.engine.run;

import dev.durable.engine.time.TimeSource;
import dev.durable.engine.time.TimeSource.TimerHandle;
import dev.durable.history.TimerStarted;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** The armed timers of one run. Outlives the code's eviction from memory. Confined to the run's actor. */
final class RunTimers {

    private final TimeSource time;
    private final IntConsumer onDue;
    private final Map<Integer, Armed> armed = new HashMap<>();

    /**
     * @param onDue called, on a timer thread, with the id of the event that started the timer
     */
    RunTimers(TimeSource time, IntConsumer onDue) {
        this.time = time;
        this.onDue = onDue;
    }

    void arm(TimerStarted started) {
        armed.computeIfAbsent(
                started.eventId(),
                id -> new Armed(started.dueAt(), time.schedule(started.dueAt(), () -> onDue.accept(id))));
    }

    void disarm(int startedEventId) {
        Armed timer = armed.remove(startedEventId);
        if (timer != null) {
            timer.handle.cancel();
        }
    }

    void disarmAll() {
        armed.values().forEach(timer -> timer.handle.cancel());
        armed.clear();
    }

    /** When the next one is due, or null if none is armed. */
    @Nullable
    Instant nextDue() {
        return armed.values().stream().map(Armed::dueAt).min(Instant::compareTo).orElse(null);
    }

    private record Armed(Instant dueAt, TimerHandle handle) {}
}
