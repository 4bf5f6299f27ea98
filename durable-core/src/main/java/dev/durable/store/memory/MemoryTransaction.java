package dev.durable.store.memory;

import dev.durable.store.StoreTransaction;
import dev.durable.store.StoredMessage;
import dev.durable.store.StoredRun;
import dev.durable.store.TurnWrite;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The transaction of one thread: a draft that only this thread sees, and what is to be repeated on the tables themselves when it
 * commits.
 */
final class MemoryTransaction implements StoreTransaction {

    private record PendingMessage(UUID runId, StoredMessage message) {}

    private record ScheduleChange(String scheduleId, Predicate<MemorySchedules> change) {}

    private final InMemoryStore store;
    private final MemoryTables draft;
    private final List<TurnWrite> turns = new ArrayList<>();
    private final List<PendingMessage> messages = new ArrayList<>();
    private final List<ScheduleChange> scheduleChanges = new ArrayList<>();
    private final List<Consumer<Outcome>> callbacks = new ArrayList<>();

    MemoryTransaction(InMemoryStore store, MemoryTables draft) {
        this.store = store;
        this.draft = draft;
    }

    @Override
    public void write(TurnWrite turn) {
        store.locked(() -> {
            store.writer().write(draft, turn, new HashSet<>());
            return turns.add(turn);
        });
    }

    @Override
    public void afterCompletion(Consumer<Outcome> callback) {
        callbacks.add(callback);
    }

    StoredRun addMessage(UUID runId, StoredMessage message) {
        MemoryRun run = draft.find(runId);
        if (run == null || !run.isOpen()) {
            throw MemoryWriter.notOpen(runId);
        }
        messages.add(new PendingMessage(runId, message));
        return run.toStoredRun();
    }

    /** Makes a change that says whether it fits; when the transaction commits it must fit again. */
    boolean change(String scheduleId, Predicate<MemorySchedules> change) {
        boolean fits = change.test(draft.schedules());
        if (fits) {
            scheduleChanges.add(new ScheduleChange(scheduleId, change));
        }
        return fits;
    }

    MemoryTables draft() {
        return draft;
    }

    List<TurnWrite> turns() {
        return List.copyOf(turns);
    }

    /** Repeats all writes on the tables. */
    void replayOn(MemoryTables tables) {
        turns.forEach(turn -> store.writer().write(tables, turn, new HashSet<>()));
        messages.forEach(pending -> store.writer().addMessage(tables, pending.runId(), pending.message(), store.now()));
        scheduleChanges.forEach(pending -> {
            if (!pending.change().test(tables.schedules())) {
                throw MemorySchedules.changed(pending.scheduleId());
            }
        });
    }

    void complete(Outcome outcome) {
        callbacks.forEach(callback -> callback.accept(outcome));
    }
}
