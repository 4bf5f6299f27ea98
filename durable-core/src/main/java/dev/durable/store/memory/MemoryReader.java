package dev.durable.store.memory;

import dev.durable.client.CodeVersionUse;
import dev.durable.client.FailedAttempt;
import dev.durable.client.WorkflowFilter;
import dev.durable.client.WorkflowPage;
import dev.durable.client.WorkflowSummary;
import dev.durable.history.EventType;
import dev.durable.history.HistoryEvent;
import dev.durable.history.WorkflowExecutionSignaled;
import dev.durable.search.SearchAttributes;
import dev.durable.store.ActivityTaskState;
import dev.durable.store.RunCursor;
import dev.durable.store.RunSnapshot;
import dev.durable.store.StoredMessage;
import dev.durable.store.StoredRun;
import dev.durable.store.TurnWrite;
import dev.durable.store.memory.MemoryCodec.ActivityTaskRow;
import dev.durable.store.memory.MemoryCodec.EventRow;
import dev.durable.store.memory.MemoryCodec.FailedAttemptRow;
import dev.durable.store.memory.MemoryCodec.MessageRow;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads from tables. */
final class MemoryReader {

    private final MemoryCodec codec;

    MemoryReader(MemoryCodec codec) {
        this.codec = codec;
    }

    Optional<StoredRun> findRun(MemoryTables tables, UUID runId) {
        return Optional.ofNullable(tables.find(runId)).map(MemoryRun::toStoredRun);
    }

    Optional<StoredRun> findRun(MemoryTables tables, String workflowId) {
        MemoryRun open = tables.findOpen(workflowId);
        if (open != null) {
            return Optional.of(open.toStoredRun());
        }
        return tables.newestFirst(run -> run.workflowId().equals(workflowId)).stream()
                .findFirst()
                .map(MemoryRun::toStoredRun);
    }

    List<HistoryEvent> history(MemoryTables tables, UUID runId, int afterEventId) {
        return rows(
                tables, runId, run -> run.events().tailMap(afterEventId, false).values(), codec::fromRow);
    }

    Optional<HistoryEvent> lastEvent(MemoryTables tables, UUID runId) {
        return Optional.ofNullable(tables.find(runId))
                .map(run -> run.events().lastEntry())
                .map(Map.Entry::getValue)
                .map(codec::fromRow);
    }

    Map<UUID, Integer> lastEventIds(MemoryTables tables, Collection<UUID> runIds) {
        Map<UUID, Integer> ids = new HashMap<>();
        for (UUID runId : runIds) {
            MemoryRun run = tables.find(runId);
            if (run != null && !run.events().isEmpty()) {
                ids.put(runId, run.events().lastKey());
            }
        }
        return ids;
    }

    List<StoredMessage> messages(MemoryTables tables, UUID runId) {
        return rows(tables, runId, run -> run.messages().values(), codec::fromRow);
    }

    boolean isDelivered(MemoryTables tables, String workflowId, UUID messageId) {
        return tables.newestFirst(run -> run.workflowId().equals(workflowId)).stream()
                .anyMatch(run -> run.messages().containsKey(messageId)
                        || run.events().values().stream().anyMatch(event -> isSignal(event, messageId)));
    }

    private boolean isSignal(EventRow row, UUID requestId) {
        return row.type() == EventType.WorkflowExecutionSignaled
                && requestId.toString().equals(((WorkflowExecutionSignaled) codec.fromRow(row)).requestId());
    }

    List<ActivityTaskState> activityTasks(MemoryTables tables, UUID runId) {
        return rows(tables, runId, run -> run.activityTasks().values(), codec::fromRow);
    }

    List<RunSnapshot> snapshots(MemoryTables tables, Collection<UUID> runIds, int maxEvents) {
        return runIds.stream()
                .map(runId -> new RunSnapshot(
                        runId, history(tables, runId, 0), messages(tables, runId), activityTasks(tables, runId)))
                .filter(snapshot ->
                        !snapshot.history().isEmpty() && snapshot.history().size() <= maxEvents)
                .toList();
    }

    List<FailedAttempt> failedAttempts(MemoryTables tables, UUID runId, int limit) {
        Comparator<FailedAttemptRow> oldestFirst = Comparator.comparing(FailedAttemptRow::failedAt)
                .thenComparing(FailedAttemptRow::scheduledEventId)
                .thenComparing(FailedAttemptRow::attempt);
        return rows(
                tables,
                runId,
                run -> run.failedAttempts().stream()
                        .sorted(oldestFirst.reversed())
                        .limit(limit)
                        .toList(),
                codec::fromRow);
    }

    WorkflowPage list(MemoryTables tables, WorkflowFilter filter) {
        String cursor = filter.cursor();
        UUID last = cursor == null ? null : RunCursor.lastRunOf(cursor);
        List<WorkflowSummary> found =
                tables.newestFirst(run -> last == null || UuidOrder.INSTANCE.compare(run.runId(), last) < 0).stream()
                        .filter(run -> fits(run, filter))
                        .limit(filter.pageSize() + 1L)
                        .map(run -> run.toStoredRun().toSummary(run.searchAttributes()))
                        .toList();
        if (found.size() <= filter.pageSize()) {
            return new WorkflowPage(found, null);
        }
        List<WorkflowSummary> page = found.subList(0, filter.pageSize());
        return new WorkflowPage(page, RunCursor.after(page.get(page.size() - 1).runId()));
    }

    List<CodeVersionUse> codeVersions(MemoryTables tables) {
        Map<CodeVersionUse, Long> uses = new TreeMap<>(
                Comparator.comparing(CodeVersionUse::codeVersion).thenComparing(CodeVersionUse::workflowType));
        for (MemoryRun run : tables.newestFirst(MemoryRun::isOpen)) {
            StoredRun stored = run.toStoredRun();
            String version = stored.codeVersion();
            if (version != null) {
                uses.merge(new CodeVersionUse(version, stored.workflowType(), 0), 1L, Long::sum);
            }
        }
        return uses.entrySet().stream()
                .map(use -> new CodeVersionUse(
                        use.getKey().codeVersion(), use.getKey().workflowType(), use.getValue()))
                .toList();
    }

    long count(MemoryTables tables, WorkflowFilter filter) {
        return tables.newestFirst(run -> fits(run, filter)).size();
    }

    List<UUID> closedBefore(MemoryTables tables, Instant time, int limit) {
        return tables.newestFirst(run -> isWithin(null, run.toStoredRun().closedAt(), time)).stream()
                .sorted(Comparator.comparing(run -> run.toStoredRun().closedAt()))
                .limit(limit)
                .map(MemoryRun::runId)
                .toList();
    }

    SearchAttributes searchAttributes(MemoryTables tables, UUID runId) {
        MemoryRun run = tables.find(runId);
        return run == null ? SearchAttributes.EMPTY : run.searchAttributes();
    }

    boolean isCommitted(MemoryTables tables, TurnWrite turn) {
        MemoryRun run = tables.find(turn.runId());
        if (run == null) {
            return false;
        }
        if (!turn.events().isEmpty()) {
            HistoryEvent last = turn.events().get(turn.events().size() - 1);
            EventRow stored = run.events().get(last.eventId());
            return stored != null
                    && (!turn.mayBeMadeAlike() || run.isOwnedBy(turn.nodeId()))
                    && codec.fromRow(stored).equals(codec.fromRow(codec.toRow(last)));
        }
        return (turn.closing() == null || !run.isOpen())
                && run.searchAttributes().changedBy(turn.searchAttributes()).equals(run.searchAttributes())
                && (turn.newStatus() == null || turn.newStatus() == run.status())
                && turn.consumedMessages().stream()
                        .noneMatch(id -> run.messages().containsKey(id) && !parks(turn, id))
                && turn.parkedMessages().stream().allMatch(message -> isParked(run, message.messageId()))
                && turn.activityTasks().stream()
                        .filter(state -> !turn.endedActivityTasks().contains(state.scheduledEventId()))
                        .allMatch(state -> isStored(run, state))
                && turn.endedActivityTasks().stream().noneMatch(run.activityTasks()::containsKey)
                && turn.failedAttempts().stream()
                        .allMatch(attempt -> run.failedAttempts().contains(codec.toRow(attempt)));
    }

    private boolean isStored(MemoryRun run, ActivityTaskState state) {
        ActivityTaskRow row = run.activityTasks().get(state.scheduledEventId());
        return codec.fromRow(codec.toRow(state)).isOrHasBecome(row == null ? null : codec.fromRow(row));
    }

    private static boolean parks(TurnWrite turn, UUID messageId) {
        return turn.parkedMessages().stream()
                .anyMatch(message -> message.messageId().equals(messageId));
    }

    private static boolean isParked(MemoryRun run, UUID messageId) {
        MessageRow message = run.messages().get(messageId);
        return message != null && message.parked();
    }

    private static boolean fits(MemoryRun candidate, WorkflowFilter filter) {
        StoredRun run = candidate.toStoredRun();
        return (filter.workflowType() == null || filter.workflowType().equals(run.workflowType()))
                && (filter.statuses().isEmpty() || filter.statuses().contains(run.status()))
                && (filter.workflowIdPrefix() == null || run.workflowId().startsWith(filter.workflowIdPrefix()))
                && isWithin(filter.startedFrom(), run.startedAt(), filter.startedBefore())
                && isWithin(filter.closedFrom(), run.closedAt(), filter.closedBefore())
                && filter.searchConditions().stream()
                        .allMatch(condition -> condition.holdsFor(candidate.searchAttributes()));
    }

    private static boolean isWithin(@Nullable Instant from, @Nullable Instant time, @Nullable Instant before) {
        return (from == null || (time != null && !time.isBefore(from)))
                && (before == null || (time != null && time.isBefore(before)));
    }

    private static <R, T> List<T> rows(
            MemoryTables tables, UUID runId, Function<MemoryRun, Collection<R>> rows, Function<R, T> mapper) {
        MemoryRun run = tables.find(runId);
        return run == null ? List.of() : rows.apply(run).stream().map(mapper).toList();
    }
}
