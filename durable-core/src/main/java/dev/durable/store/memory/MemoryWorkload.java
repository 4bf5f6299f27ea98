package dev.durable.store.memory;

import dev.durable.store.FailingRun;
import dev.durable.store.QueueBacklog;
import dev.durable.store.StoredRun;
import dev.durable.store.memory.MemoryCodec.EventRow;
import dev.durable.store.memory.MemoryCodec.FailedAttemptRow;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads from tables what waits for nodes. */
final class MemoryWorkload {

    private final MemoryCodec codec;

    MemoryWorkload(MemoryCodec codec) {
        this.codec = codec;
    }

    List<QueueBacklog> queueBacklogs(MemoryTables tables, Instant now) {
        Map<String, QueueBacklog> byQueue = new TreeMap<>();
        unclaimed(tables, now)
                .forEach(run -> byQueue.merge(
                        run.taskQueue(),
                        new QueueBacklog(run.taskQueue(), 1, dueAt(run)),
                        (oldest, next) -> new QueueBacklog(
                                oldest.taskQueue(), oldest.runs() + next.runs(), oldest.oldestDueAt())));
        return List.copyOf(byQueue.values());
    }

    List<StoredRun> unclaimedRuns(MemoryTables tables, Instant dueBefore, int limit) {
        return unclaimed(tables, dueBefore.minusNanos(1_000)).stream()
                .limit(limit)
                .toList();
    }

    List<FailingRun> failingRuns(MemoryTables tables, Instant nextTryFrom, int limit) {
        return tables.newestFirst(MemoryRun::isOpen).stream()
                .flatMap(run -> latestFailure(run, nextTryFrom).stream()
                        .map(failure -> new FailingRun(run.toStoredRun(), codec.fromRow(failure))))
                .limit(limit)
                .toList();
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
