package dev.durable.store.memory;

import dev.durable.store.ActivityBacklog;
import dev.durable.store.FailingRun;
import dev.durable.store.QueueBacklog;
import dev.durable.store.StoredNode;
import dev.durable.store.StoredRun;
import dev.durable.store.WorkloadReader;
import dev.durable.store.memory.MemoryCodec.EventRow;
import dev.durable.store.memory.MemoryCodec.FailedAttemptRow;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** How the nodes stand, and what waits for them. Thread-safe. */
final class MemoryWorkload implements WorkloadReader {

    private final MemoryDatabase database;
    private final MemoryOwnership ownership;
    private final MemoryCodec codec;

    MemoryWorkload(MemoryDatabase database, MemoryOwnership ownership, MemoryCodec codec) {
        this.database = database;
        this.ownership = ownership;
        this.codec = codec;
    }

    @Override
    public List<StoredNode> nodes() {
        return database.locked(() -> ownership.nodes(database.now()));
    }

    @Override
    public List<QueueBacklog> queueBacklogs() {
        Map<String, QueueBacklog> byQueue = new TreeMap<>();
        database.read(tables -> unclaimed(tables, database.now()))
                .forEach(run -> byQueue.merge(
                        run.taskQueue(),
                        new QueueBacklog(run.taskQueue(), 1, dueAt(run)),
                        (oldest, next) -> new QueueBacklog(
                                oldest.taskQueue(), oldest.runs() + next.runs(), oldest.oldestDueAt())));
        return List.copyOf(byQueue.values());
    }

    @Override
    public List<ActivityBacklog> activityBacklogs() {
        Map<String, ActivityBacklog> byQueue = new TreeMap<>();
        Instant now = database.now();
        database.read(tables -> tables.newestFirst(MemoryRun::isOpen).stream()
                        .flatMap(run -> run.activityTasks().values().stream())
                        .filter(row -> row.isFreeAt(now))
                        .map(row -> new ActivityBacklog(
                                Objects.requireNonNull(row.route()).taskQueue(), 1, row.at()))
                        .toList())
                .forEach(attempt -> byQueue.merge(attempt.taskQueue(), attempt, MemoryWorkload::together));
        return List.copyOf(byQueue.values());
    }

    private static ActivityBacklog together(ActivityBacklog one, ActivityBacklog other) {
        Instant oldest = one.oldestDueAt().isBefore(other.oldestDueAt()) ? one.oldestDueAt() : other.oldestDueAt();
        return new ActivityBacklog(one.taskQueue(), one.attempts() + other.attempts(), oldest);
    }

    @Override
    public List<StoredRun> unclaimedRuns(Instant dueBefore, int limit) {
        return database.read(tables -> unclaimed(tables, dueBefore.minusNanos(1_000))).stream()
                .limit(limit)
                .toList();
    }

    @Override
    public List<FailingRun> failingRuns(Instant nextTryFrom, int limit) {
        return database.read(tables -> tables.newestFirst(MemoryRun::isOpen).stream()
                .flatMap(run -> latestFailure(run, nextTryFrom).stream()
                        .map(failure -> new FailingRun(run.toStoredRun(), codec.fromRow(failure))))
                .limit(limit)
                .toList());
    }

    private static List<StoredRun> unclaimed(MemoryTables tables, Instant dueAt) {
        return tables.newestFirst(run -> run.isOpen() && run.owner() == null && run.isDueAt(dueAt)).stream()
                .map(MemoryRun::toStoredRun)
                .sorted(Comparator.comparing(MemoryWorkload::dueAt))
                .toList();
    }

    private static Instant dueAt(StoredRun run) {
        return run.wakeAt() == null ? Instant.MAX : run.wakeAt();
    }

    private static Optional<FailedAttemptRow> latestFailure(MemoryRun run, Instant nextTryFrom) {
        return run.failedAttempts().stream()
                .filter(failure -> failure.scheduledEventId() == 0)
                .max(Comparator.comparingInt(FailedAttemptRow::attempt))
                .filter(failure -> failure.nextAttemptAt() != null
                        && !failure.nextAttemptAt().isBefore(nextTryFrom))
                .filter(failure -> run.events().values().stream()
                        .map(EventRow::time)
                        .noneMatch(time -> time.isAfter(failure.failedAt())));
    }
}
