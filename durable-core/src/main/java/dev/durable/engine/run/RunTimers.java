package dev.durable.engine.run;

import dev.durable.engine.time.TimeSource;
import dev.durable.engine.time.TimeSource.TimerHandle;
import dev.durable.failure.TimeoutType;
import dev.durable.history.TimerStarted;
import dev.durable.history.WorkflowExecutionStarted;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** The armed timers of one run, and its own time limit. Outlives the code's eviction from memory. Confined to the run's actor. */
final class RunTimers {

    /** In place of an event id. */
    private static final int LIMIT = 0;

    private final TimeSource time;
    private final IntConsumer onDue;
    private final Consumer<TimeoutType> onLimit;
    private final Map<Integer, Armed> armed = new HashMap<>();

    /**
     * @param onDue called, on a timer thread, with the id of the event that started the timer
     * @param onLimit called, on a timer thread, when the run has taken longer than it may
     */
    RunTimers(TimeSource time, IntConsumer onDue, Consumer<TimeoutType> onLimit) {
        this.time = time;
        this.onDue = onDue;
        this.onLimit = onLimit;
    }

    /** Arms the time limit of the run, if there is one. */
    void limit(@Nullable RunLimit limit) {
        if (limit != null) {
            arm(LIMIT, limit.at(), () -> onLimit.accept(limit.type()));
        }
    }

    /** Arms the end of the wait before the first step of a run. */
    void armStart(WorkflowExecutionStarted started) {
        arm(started.eventId(), started.firstStepAt(), () -> onDue.accept(started.eventId()));
    }

    void arm(TimerStarted started) {
        arm(started.eventId(), started.dueAt(), () -> onDue.accept(started.eventId()));
    }

    private void arm(int id, Instant dueAt, Runnable action) {
        armed.computeIfAbsent(id, absent -> new Armed(dueAt, time.schedule(dueAt, action)));
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
