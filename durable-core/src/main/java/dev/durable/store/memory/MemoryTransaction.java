package dev.durable.store.memory;

import dev.durable.store.ActivityClaim;
import dev.durable.store.ClaimChange;
import dev.durable.store.CommitResult;
import dev.durable.store.StoreConflictException;
import dev.durable.store.StoreTransaction;
import dev.durable.store.StoredMessage;
import dev.durable.store.StoredRun;
import dev.durable.store.TurnWrite;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The transaction of one thread: a draft that only this thread sees, and what is to be repeated on the tables themselves when it
 * commits.
 */
final class MemoryTransaction implements StoreTransaction {

    private record WrittenTurn(TurnWrite turn, Set<UUID> refused) {}

    private record PendingMessage(UUID runId, StoredMessage message) {}

    private record Report(UUID runId, UUID nodeId, StoredMessage result) {}

    private record ClaimEnd(ActivityClaim claim, ClaimChange end) {}

    private record ScheduleChange(String scheduleId, Predicate<MemorySchedules> change) {}

    private final MemoryDatabase database;
    private final MemoryTables draft;
    private final List<WrittenTurn> turns = new ArrayList<>();
    private final List<PendingMessage> messages = new ArrayList<>();
    private final List<Report> reports = new ArrayList<>();
    private final List<ClaimEnd> claimEnds = new ArrayList<>();
    private final List<ScheduleChange> scheduleChanges = new ArrayList<>();
    private final List<Consumer<Outcome>> callbacks = new ArrayList<>();

    MemoryTransaction(MemoryDatabase database, MemoryTables draft) {
        this.database = database;
        this.draft = draft;
    }

    @Override
    public CommitResult write(TurnWrite turn) {
        Set<UUID> refused = new HashSet<>();
        database.locked(() -> {
            database.writer().write(draft, turn, refused);
            return turns.add(new WrittenTurn(turn, refused));
        });
        return new CommitResult(true, refused);
    }

    @Override
    public void report(UUID runId, UUID nodeId, StoredMessage result) {
        Report report = new Report(runId, nodeId, result);
        database.locked(() -> {
            write(draft, report);
            return reports.add(report);
        });
    }

    @Override
    public void report(ActivityClaim claim, ClaimChange end) {
        database.locked(() -> {
            write(draft, new ClaimEnd(claim, end));
            return claimEnds.add(new ClaimEnd(claim, end));
        });
    }

    private void write(MemoryTables tables, ClaimEnd ended) {
        database.writer().report(tables, ended.claim(), ended.end(), database.now());
    }

    private void write(MemoryTables tables, Report report) {
        database.writer().report(tables, report.runId(), report.nodeId(), report.result(), database.now());
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
        return turns.stream().map(WrittenTurn::turn).toList();
    }

    /** Repeats all writes on the tables. */
    void replayOn(MemoryTables tables) {
        turns.forEach(written -> write(tables, written));
        reports.forEach(report -> write(tables, report));
        claimEnds.forEach(ended -> write(tables, ended));
        messages.forEach(
                pending -> database.writer().addMessage(tables, pending.runId(), pending.message(), database.now()));
        scheduleChanges.forEach(pending -> {
            if (!pending.change().test(tables.schedules())) {
                throw MemorySchedules.changed(pending.scheduleId());
            }
        });
    }

    /** A database locks what a transaction has seen, so what was told of a turn still holds there. */
    private void write(MemoryTables tables, WrittenTurn written) {
        Set<UUID> refused = new HashSet<>();
        database.writer().write(tables, written.turn(), refused);
        if (!refused.equals(written.refused())) {
            throw new StoreConflictException(
                    StoreConflictException.Kind.UNSPECIFIED,
                    "Other runs than the turn of run " + written.turn().runId() + " was told are open by now.",
                    null);
        }
    }

    void complete(Outcome outcome) {
        callbacks.forEach(callback -> callback.accept(outcome));
    }
}
