package dev.durable.engine.activity;

import dev.durable.activity.ActivityInfo;
import dev.durable.engine.time.TimeSource.TimerHandle;
import dev.durable.history.ActivityTaskScheduled;
import dev.durable.payload.Payload;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One attempt from its submission to its end.
 *
 * <pre>
 * WAITING    → QUEUED       its time has come
 * QUEUED     → DISPATCHED   a slot was free: handed to a thread
 * DISPATCHED → RUNNING      the thread has taken it up: from here on it counts as begun
 * DISPATCHED → WAITING      no thread would take it, or the executor stops
 * any above  → REPORTING    exactly one of result, failure or timeout has won and is reported
 * REPORTING  → CLOSED       reported
 * any above  → CLOSED       given up without a report
 * </pre>
 *
 * <p>State, slot and timers are guarded by the lock of the executor. Progress is written by the thread of the attempt and may be read
 * by any.
 */
final class Attempt {

    enum State {
        WAITING,
        QUEUED,
        DISPATCHED,
        RUNNING,
        REPORTING,
        CLOSED;

        boolean isOpen() {
            return compareTo(REPORTING) < 0;
        }
    }

    private final ActivityTask task;
    private final AttemptThread thread = new AttemptThread();
    private volatile @Nullable Instant startedAt;
    private volatile @Nullable Instant lastSignOfLife;
    private volatile @Nullable Payload heartbeat;

    private State state = State.WAITING;
    private boolean holdsSlot;
    private @Nullable Deadline deadline;
    private @Nullable TimerHandle deadlineTimer;
    private @Nullable TimerHandle wakeUpTimer;

    Attempt(ActivityTask task) {
        this.task = task;
        this.heartbeat = task.heartbeat();
    }

    /** The task as it was submitted. */
    ActivityTask task() {
        return task;
    }

    /** The task with the progress reported meanwhile. */
    ActivityTask taskWithProgress() {
        return task.withHeartbeat(heartbeat);
    }

    AttemptThread thread() {
        return thread;
    }

    State state() {
        return state;
    }

    void state(State next) {
        state = next;
    }

    boolean holdsSlot() {
        return holdsSlot;
    }

    void holdsSlot(boolean holds) {
        holdsSlot = holds;
    }

    void startedAt(Instant now) {
        startedAt = now;
        lastSignOfLife = now;
    }

    /** Notes that the activity's code is alive, with its progress if it told any. */
    void signOfLife(Instant now, @Nullable Payload details) {
        if (details != null) {
            heartbeat = details;
        }
        lastSignOfLife = now;
    }

    /** When the next heartbeat is overdue; null if none is expected. */
    @Nullable
    Deadline heartbeatDeadline() {
        @Nullable Instant last = lastSignOfLife;
        return last == null ? null : Deadline.heartbeat(task, last);
    }

    boolean isLimitedBy(Deadline limit) {
        return state.isOpen() && limit.equals(deadline);
    }

    void limitBy(@Nullable Deadline limit, @Nullable TimerHandle timer) {
        cancel(deadlineTimer);
        deadline = limit;
        deadlineTimer = timer;
    }

    /** What is to be done before the deadline: begin while waiting, look for heartbeats while running. */
    void wakeUpBy(@Nullable TimerHandle timer) {
        cancel(wakeUpTimer);
        wakeUpTimer = timer;
    }

    void cancelTimers() {
        limitBy(null, null);
        wakeUpBy(null);
    }

    ActivityInfo info() {
        @Nullable Instant begun = startedAt;
        if (begun == null) {
            throw new IllegalStateException("The attempt has not begun");
        }
        ActivityTaskScheduled scheduled = task.scheduled();
        return new ActivityInfo(
                task.workflowId(),
                task.runId(),
                task.workflowType(),
                scheduled.activityType(),
                scheduled.eventId(),
                task.attempt(),
                scheduled.taskQueue(),
                scheduled.time(),
                begun,
                scheduled.timeouts());
    }

    /** For messages: names the activity, the attempt and the workflow. */
    @Override
    public String toString() {
        return "attempt " + task.attempt() + " of activity "
                + task.scheduled().activityType() + " (event "
                + task.scheduled().eventId() + ") of workflow "
                + task.workflowId();
    }

    private static void cancel(@Nullable TimerHandle timer) {
        if (timer != null) {
            timer.cancel();
        }
    }
}
