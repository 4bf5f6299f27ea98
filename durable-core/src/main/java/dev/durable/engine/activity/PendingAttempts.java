package dev.durable.engine.activity;

import dev.durable.engine.activity.Attempt.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The attempts that are pending here: to which run they belong, in which order they wait, and how many hold a slot. Moves
 * attempts through their states. Not thread-safe: guarded by the lock of the executor.
 */
final class PendingAttempts {

    private final ActivitySlots slots;
    private final Map<UUID, Map<Integer, Attempt>> byRun = new HashMap<>();
    private final WaitingAttempts queue = new WaitingAttempts();
    private int occupied;
    private int reporting;
    private boolean paused = true;

    PendingAttempts(ActivitySlots slots) {
        this.slots = slots;
    }

    @Nullable
    Attempt find(UUID runId, int scheduledEventId) {
        Map<Integer, Attempt> ofRun = byRun.get(runId);
        return ofRun == null ? null : ofRun.get(scheduledEventId);
    }

    /** Whether this very attempt is pending; false if it was given up or has another in its place. */
    boolean contains(Attempt attempt) {
        return find(attempt.task().runId(), attempt.task().scheduledEventId()) == attempt;
    }

    /** Adds an attempt; takes the place of one of the same activity that is being reported. */
    void add(Attempt attempt) {
        byRun.computeIfAbsent(attempt.task().runId(), id -> new HashMap<>())
                .put(attempt.task().scheduledEventId(), attempt);
    }

    /** The attempt's time has come. */
    void enqueue(Attempt attempt) {
        attempt.wakeUpBy(null);
        attempt.state(State.QUEUED);
        queue.add(attempt);
    }

    /** From here on attempts are dispatched. */
    void resume() {
        paused = false;
    }

    /** Nothing is dispatched any more, and what has not begun on its thread will not. */
    void pause() {
        paused = true;
        in(State.DISPATCHED).forEach(this::takeBack);
    }

    /** Takes the next attempt for which a slot is free. */
    @Nullable
    Attempt dispatchNext() {
        if (paused || queue.isEmpty() || slots.areAllTaken()) {
            return null;
        }
        @Nullable Attempt next = queue.takeNext(slots::take);
        if (next != null) {
            next.state(State.DISPATCHED);
            next.holdsSlot(true);
            occupied++;
        }
        return next;
    }

    private static String queueOf(Attempt attempt) {
        return attempt.task().scheduled().taskQueue();
    }

    /** The attempt could not begin after all. */
    void takeBack(Attempt attempt) {
        freeSlot(attempt);
        attempt.state(State.WAITING);
    }

    void begin(Attempt attempt) {
        attempt.cancelTimers();
        attempt.state(State.RUNNING);
    }

    /** The attempt's code has ended, and its result comes from outside: it needs no slot any more, but keeps its timers. */
    void handOver(Attempt attempt) {
        freeSlot(attempt);
        attempt.state(State.OUTSIDE);
    }

    /** Adds an attempt whose result comes from outside, and that began elsewhere. */
    void addHandedOver(Attempt attempt) {
        add(attempt);
        attempt.state(State.OUTSIDE);
    }

    /** Decides between result, failure and timeout: whoever settles the attempt first reports it. */
    void settle(Attempt attempt) {
        attempt.cancelTimers();
        queue.remove(attempt);
        attempt.state(State.REPORTING);
        reporting++;
    }

    /** The attempt was reported. */
    void close(Attempt attempt) {
        reporting--;
        remove(attempt);
        freeSlot(attempt);
        attempt.state(State.CLOSED);
    }

    /** Removes an attempt without a report; one that is being reported keeps its slot until that is done. */
    void giveUp(Attempt attempt) {
        remove(attempt);
        if (attempt.state().isOpen()) {
            attempt.cancelTimers();
            queue.remove(attempt);
            freeSlot(attempt);
            attempt.state(State.CLOSED);
        }
    }

    List<Attempt> ofRun(UUID runId) {
        Map<Integer, Attempt> ofRun = byRun.get(runId);
        return ofRun == null ? List.of() : List.copyOf(ofRun.values());
    }

    /** What the attempts of a run that wait for the end of a pause would be if it ended now. */
    List<ActivityTask> hurried(UUID runId, Instant now) {
        return ofRun(runId).stream()
                .filter(attempt -> attempt.isBackingOff(now))
                .map(attempt -> attempt.currentTask().dueAt(now))
                .toList();
    }

    /** Attempts that others could make: they have been due since then, and more wait before them than can begin here at a time. */
    List<Attempt> overdue(Instant since, int limit) {
        return queue.dueSince(since, slots.total()).stream()
                .filter(attempt -> !attempt.task().isLocal() && !attempt.isCancelRequested())
                .limit(limit)
                .toList();
    }

    /** All attempts in a state, those due first before the others. */
    List<Attempt> in(State state) {
        List<Attempt> found = new ArrayList<>();
        byRun.values()
                .forEach(ofRun -> ofRun.values().stream()
                        .filter(attempt -> attempt.state() == state)
                        .forEach(found::add));
        found.sort(Comparator.comparing((Attempt attempt) -> attempt.task().dueAt())
                .thenComparing(attempt -> attempt.task().runId())
                .thenComparing(attempt -> attempt.task().scheduledEventId()));
        return found;
    }

    /** Whether no attempt is on its way any more. */
    boolean isQuiet() {
        return occupied == 0 && reporting == 0;
    }

    int occupiedSlots() {
        return occupied;
    }

    int queued() {
        return queue.size();
    }

    private void remove(Attempt attempt) {
        UUID runId = attempt.task().runId();
        Map<Integer, Attempt> ofRun = byRun.get(runId);
        if (ofRun != null) {
            ofRun.remove(attempt.task().scheduledEventId(), attempt);
            if (ofRun.isEmpty()) {
                byRun.remove(runId);
            }
        }
    }

    private void freeSlot(Attempt attempt) {
        if (attempt.holdsSlot()) {
            attempt.holdsSlot(false);
            occupied--;
            slots.giveBack(queueOf(attempt));
        }
    }
}
