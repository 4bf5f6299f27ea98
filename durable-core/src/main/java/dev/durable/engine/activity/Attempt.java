package dev.durable.engine.activity;

import dev.durable.activity.ActivityInfo;
import dev.durable.engine.time.TimeSource.TimerHandle;
import dev.durable.history.ActivityTaskScheduled;
import dev.durable.payload.Payload;
import dev.durable.store.ActivityHeartbeat;
import dev.durable.store.ActivityTaskState;
import dev.durable.store.ActivityTaskState.Stage;
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
 * RUNNING    → OUTSIDE      its code has ended, and its result comes from outside
 * any above  → REPORTING    exactly one of result, failure, timeout or cancellation has won and is reported
 * REPORTING  → CLOSED       reported
 * any above  → CLOSED       given up without a report
 * </pre>
 *
 * <p>State, slot, timers and requests to stop are guarded by the lock of the executor. Progress is written by the thread of the attempt and may be read
 * by any.
 */
final class Attempt {

    enum State {
        WAITING,
        QUEUED,
        DISPATCHED,
        RUNNING,
        OUTSIDE,
        REPORTING,
        CLOSED;

        boolean isOpen() {
            return compareTo(REPORTING) < 0;
        }

        /** Whether the attempt has begun and not ended. */
        boolean isUnderWay() {
            return this == RUNNING || this == OUTSIDE;
        }
    }

    private final ActivityTask task;
    private final AttemptThread thread = new AttemptThread();
    private volatile @Nullable Instant startedAt;
    private volatile @Nullable Instant lastSignOfLife;
    private volatile @Nullable ActivityHeartbeat heartbeat;
    private volatile boolean endsOutside;
    private volatile @Nullable TimerHandle storeTimer;

    private @Nullable Instant storedAt;
    private boolean cancelRequested;
    private State state = State.WAITING;
    private boolean holdsSlot;
    private boolean settledByCode;
    private volatile boolean inTransaction;
    private @Nullable Deadline deadline;
    private @Nullable TimerHandle deadlineTimer;
    private @Nullable TimerHandle wakeUpTimer;

    Attempt(ActivityTask task) {
        this.task = task;
        this.heartbeat = task.heartbeat();
        this.cancelRequested = task.cancelRequested();
    }

    /** The task as it was submitted. */
    ActivityTask task() {
        return task;
    }

    /** The task with what has happened to the attempt meanwhile. The caller holds the lock. */
    ActivityTask currentTask() {
        ActivityTask current = task.withHeartbeat(heartbeat);
        return cancelRequested ? current.askedToStop() : current;
    }

    /** What is to be stored about the attempt now. The caller holds the lock. */
    ActivityTaskState currentState() {
        @Nullable Instant begun = startedAt;
        if (begun == null) {
            return currentTask().toState();
        }
        return currentTask().toState(endsOutside ? Stage.OUTSIDE : Stage.STARTED, begun);
    }

    /** Whether the same attempt is to begin earlier than this one, which still waits for its time. The caller holds the lock. */
    boolean isHurriedBy(ActivityTask other) {
        return isBackingOff(other.dueAt()) && other.attempt() == task.attempt();
    }

    /** Whether it waits until the pause after a failure is over, which is not the case then. The caller holds the lock. */
    boolean isBackingOff(Instant then) {
        return state == State.WAITING && task.attempt() > 1 && task.dueAt().isAfter(then);
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

    /** The attempt's code has ended before anything else has made an end of the attempt. */
    void settledByCode() {
        settledByCode = true;
    }

    boolean isSettledByCode() {
        return settledByCode;
    }

    /** Its code runs in a transaction of the engine. */
    void inTransaction() {
        inTransaction = true;
    }

    boolean isInTransaction() {
        return inTransaction;
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

    /** Notes that the activity is alive, with its progress if it told any. */
    void signOfLife(Instant now, @Nullable Payload details) {
        if (details != null) {
            heartbeat = new ActivityHeartbeat(details, now);
        }
        lastSignOfLife = now;
    }

    /** From now on the result comes from outside, unless the code fails. */
    void endsOutside(boolean outside) {
        endsOutside = outside;
    }

    boolean endsOutside() {
        return endsOutside;
    }

    /** Notes that the workflow wants the activity to stop; false if it was noted before. */
    boolean requestCancel() {
        boolean first = !cancelRequested;
        cancelRequested = true;
        return first;
    }

    boolean isCancelRequested() {
        return cancelRequested;
    }

    /** When progress was stored last. */
    @Nullable
    Instant storedAt() {
        return storedAt;
    }

    void storedAt(Instant now) {
        storedAt = now;
    }

    /** Whether progress will be stored by a timer, the latest there is then. */
    boolean isToBeStored() {
        return storeTimer != null;
    }

    void storeBy(@Nullable TimerHandle timer) {
        cancel(storeTimer);
        storeTimer = timer;
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
        storeBy(null);
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
                task.isLocal() ? 0 : scheduled.eventId(),
                task.attempt(),
                scheduled.taskQueue(),
                scheduled.time(),
                begun,
                scheduled.timeouts(),
                task.localActivityId());
    }

    /** For messages: names the activity, the attempt and the workflow. */
    @Override
    public String toString() {
        return "attempt " + task.attempt() + " of activity "
                + task.scheduled().activityType()
                + (task.isLocal() ? " (local " + task.localActivityId() : " (event " + task.scheduledEventId())
                + ") of workflow " + task.workflowId();
    }

    private static void cancel(@Nullable TimerHandle timer) {
        if (timer != null) {
            timer.cancel();
        }
    }
}
