package dev.durable.store.memory;

import dev.durable.client.CodeVersionUse;
import dev.durable.client.FailedAttempt;
import dev.durable.client.WorkflowFilter;
import dev.durable.client.WorkflowPage;
import dev.durable.history.EventCodec;
import dev.durable.history.HistoryEvent;
import dev.durable.history.InboundEvent;
import dev.durable.payload.FailureInfoCodec;
import dev.durable.search.SearchAttributes;
import dev.durable.store.ActivityClaim;
import dev.durable.store.ActivityTaskState;
import dev.durable.store.ClaimAnswer;
import dev.durable.store.ClaimChange;
import dev.durable.store.ClaimedActivity;
import dev.durable.store.CommitResult;
import dev.durable.store.DurableStore;
import dev.durable.store.FailingRun;
import dev.durable.store.HeldActivity;
import dev.durable.store.HostedWork;
import dev.durable.store.PendingWork;
import dev.durable.store.QueueBacklog;
import dev.durable.store.RunRelease;
import dev.durable.store.RunSnapshot;
import dev.durable.store.StoreConflictException;
import dev.durable.store.StoreTransaction;
import dev.durable.store.StoredMessage;
import dev.durable.store.StoredNode;
import dev.durable.store.StoredRun;
import dev.durable.store.StoredSchedule;
import dev.durable.store.TurnWrite;
import dev.durable.store.UpdateRejection;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A store in memory, for tests and simulation: nothing outlives the object. Several engines may share one, as nodes share a
 * database. Leases and due times go by the given clock; faults can be {@linkplain StoreFaults injected}.
 *
 * <p>Thread-safe: one lock guards everything, and neither faults nor callbacks are called while it is held. Transactions are bound
 * to the thread that is inside {@link #inTransaction}.
 */
public final class InMemoryStore implements DurableStore {

    private final MemoryDatabase database;
    private final MemoryReader reader;
    private final MemoryOwnership ownership;
    private final MemoryActivities activities;
    private final MemoryRejections rejections;
    private final MemoryWorkload workload;

    /** A store without faults that goes by the system's clock. */
    public InMemoryStore(EventCodec events, FailureInfoCodec failures) {
        this(events, failures, Instant::now, StoreFaults.NONE);
    }

    /** A store that goes by the given clock and fails as the faults tell it to. */
    public InMemoryStore(EventCodec events, FailureInfoCodec failures, Supplier<Instant> clock, StoreFaults faults) {
        MemoryCodec codec = new MemoryCodec(events, failures);
        MemoryWriter writer = new MemoryWriter(codec);
        this.database = new MemoryDatabase(writer, clock, faults);
        this.reader = new MemoryReader(codec);
        this.ownership = new MemoryOwnership(database.tables());
        this.workload = new MemoryWorkload(codec);
        this.activities = new MemoryActivities(database.tables(), writer, codec, ownership);
        this.rejections = new MemoryRejections(failures);
    }

    /**
     * Runs the work in a transaction of this thread, which commits when the work returns and rolls back when it throws.
     *
     * @throws StoreConflictException if what was written does not fit any more; then it rolled back
     */
    public void inTransaction(Runnable work) {
        database.inTransaction(work);
    }

    @Override
    public CommitResult commit(List<TurnWrite> turns) {
        Set<UUID> refused = new HashSet<>();
        try {
            database.commit(turns, draft -> {
                turns.forEach(turn -> database.writer().write(draft, turn, refused));
                return true;
            });
        } catch (StoreConflictException e) {
            throw turns.size() == 1
                    ? e
                    : new StoreConflictException(StoreConflictException.Kind.UNSPECIFIED, e.what(), e);
        }
        return new CommitResult(true, refused);
    }

    @Override
    public boolean isCommitted(TurnWrite turn) {
        return database.locked(() -> reader.isCommitted(database.tables(), turn));
    }

    @Override
    public Optional<StoreTransaction> currentTransaction() {
        return database.currentTransaction().map(StoreTransaction.class::cast);
    }

    @Override
    public StoredRun addMessage(UUID runId, UUID messageId, InboundEvent message) {
        return database.addMessage(runId, new StoredMessage(messageId, message));
    }

    @Override
    public Optional<StoredRun> findRun(UUID runId) {
        return database.read(tables -> reader.findRun(tables, runId));
    }

    @Override
    public Optional<StoredRun> findRun(String workflowId) {
        return database.read(tables -> reader.findRun(tables, workflowId));
    }

    @Override
    public List<HistoryEvent> history(UUID runId, int afterEventId) {
        return database.read(tables -> reader.history(tables, runId, afterEventId));
    }

    @Override
    public List<HistoryEvent> history(UUID runId, int afterEventId, int limit) {
        return history(runId, afterEventId).stream().limit(limit).toList();
    }

    @Override
    public Optional<HistoryEvent> lastEvent(UUID runId) {
        return database.read(tables -> reader.lastEvent(tables, runId));
    }

    @Override
    public List<StoredMessage> messages(UUID runId) {
        return database.read(tables -> reader.messages(tables, runId));
    }

    @Override
    public boolean isDelivered(String workflowId, UUID messageId) {
        return database.read(tables -> reader.isDelivered(tables, workflowId, messageId));
    }

    @Override
    public List<ActivityTaskState> activityTasks(UUID runId) {
        return database.read(tables -> reader.activityTasks(tables, runId));
    }

    @Override
    public List<RunSnapshot> snapshots(Collection<UUID> runIds, int maxEvents) {
        return database.read(tables -> reader.snapshots(tables, runIds, maxEvents));
    }

    @Override
    public List<FailedAttempt> failedAttempts(UUID runId, int limit) {
        return database.read(tables -> reader.failedAttempts(tables, runId, limit));
    }

    @Override
    public WorkflowPage list(WorkflowFilter filter) {
        return database.read(tables -> reader.list(tables, filter));
    }

    @Override
    public long count(WorkflowFilter filter) {
        return database.read(tables -> reader.count(tables, filter));
    }

    @Override
    public List<CodeVersionUse> codeVersions() {
        return database.read(reader::codeVersions);
    }

    @Override
    public SearchAttributes searchAttributes(UUID runId) {
        return database.read(tables -> reader.searchAttributes(tables, runId));
    }

    @Override
    public void registerNode(UUID nodeId, String nodeName, Duration lease) {
        database.run(() -> ownership.register(nodeId, nodeName, database.now().plus(lease)));
    }

    @Override
    public boolean renewLease(UUID nodeId, Duration lease) {
        return database.locked(
                () -> ownership.renew(nodeId, database.now(), database.now().plus(lease)));
    }

    @Override
    public boolean areOthersAlive(UUID nodeId) {
        return database.locked(() -> ownership.areOthersAlive(nodeId, database.now()));
    }

    @Override
    public void deregisterNode(UUID nodeId) {
        database.run(() -> ownership.deregister(nodeId, database.now()));
    }

    @Override
    public int freeRunsOfDeadNodes(int limit) {
        return database.locked(() -> ownership.freeRunsOfDeadNodes(database.now(), limit));
    }

    @Override
    public PendingWork pendingWork(UUID nodeId, Set<String> taskQueues) {
        return database.locked(() -> ownership.pendingWork(
                nodeId,
                taskQueues,
                database.now(),
                database.tables().schedules().earliestWakeUp()));
    }

    @Override
    public List<StoredRun> claimRuns(UUID nodeId, HostedWork hosted, int limit) {
        return database.locked(() -> ownership.claim(nodeId, hosted, database.now(), limit));
    }

    @Override
    public Optional<StoredRun> claimRun(UUID nodeId, UUID runId) {
        return database.locked(() -> ownership.claim(nodeId, runId, database.now()));
    }

    @Override
    public void freeRun(UUID runId) {
        database.locked(() -> ownership.free(runId, database.now()));
    }

    @Override
    public List<UUID> ownedRuns(UUID nodeId) {
        return database.locked(() -> ownership.ownedRuns(nodeId));
    }

    @Override
    public List<UUID> ownedRunsWithMessages(UUID nodeId, int limit) {
        return database.locked(() -> ownership.ownedRunsWithMessages(nodeId, database.now(), limit));
    }

    @Override
    public List<UUID> releaseRuns(UUID nodeId, Collection<RunRelease> releases) {
        return database.locked(() -> ownership.release(nodeId, releases));
    }

    @Override
    public List<ClaimedActivity> claimActivities(
            UUID nodeId, String taskQueue, @Nullable Set<String> activityTypes, int limit) {
        return database.locked(() -> activities.claim(nodeId, taskQueue, activityTypes, database.now(), limit));
    }

    @Override
    public List<HeldActivity> heldActivities(UUID nodeId) {
        return database.locked(() -> activities.held(nodeId));
    }

    @Override
    public List<ClaimedActivity> activitiesOfDeadNodes(int limit) {
        return database.locked(() -> activities.ofDeadNodes(database.now(), limit));
    }

    @Override
    public ClaimAnswer changeClaimed(ActivityClaim claim, ClaimChange change) {
        return database.locked(() -> activities.change(claim, change, database.now()));
    }

    @Override
    public void releaseActivity(ActivityClaim claim) {
        database.run(() -> activities.release(claim));
    }

    @Override
    public Duration reserveStarts(String taskQueue, int count, Duration apart) {
        return database.locked(() -> activities.reserveStarts(taskQueue, count, apart, database.now()));
    }

    @Override
    public Optional<ActivityTaskState> takeBackActivity(
            UUID nodeId, UUID runId, int scheduledEventId, int attempt, IfClaimed ifClaimed) {
        return database.locked(() -> activities.takeBack(nodeId, runId, scheduledEventId, attempt, ifClaimed));
    }

    @Override
    public boolean hurryActivity(UUID nodeId, UUID runId, int scheduledEventId, Instant dueAt) {
        return database.locked(() -> activities.hurry(nodeId, runId, scheduledEventId, dueAt));
    }

    @Override
    public boolean createSchedule(StoredSchedule schedule) {
        return database.changeSchedule(schedule.scheduleId(), schedules -> schedules.create(schedule));
    }

    @Override
    public Optional<StoredSchedule> findSchedule(String scheduleId) {
        return database.read(tables -> tables.schedules().find(scheduleId));
    }

    @Override
    public List<StoredSchedule> listSchedules(String idPrefix, @Nullable String afterId, int limit) {
        return database.read(tables -> tables.schedules().list(idPrefix, afterId, limit));
    }

    @Override
    public boolean replaceSchedule(StoredSchedule schedule) {
        return database.changeSchedule(schedule.scheduleId(), schedules -> schedules.replace(schedule));
    }

    @Override
    public boolean commitSchedule(StoredSchedule schedule, List<TurnWrite> starts) {
        return database.commit(starts, draft -> {
            boolean replaced = draft.schedules().replace(schedule);
            if (replaced) {
                starts.forEach(start -> database.writer().write(draft, start, new HashSet<>()));
            }
            return replaced;
        });
    }

    @Override
    public boolean deleteSchedule(String scheduleId) {
        return database.changeSchedule(scheduleId, schedules -> schedules.delete(scheduleId));
    }

    @Override
    public Optional<Instant> earliestScheduleWakeUp() {
        return database.locked(() -> database.tables().schedules().earliestWakeUp());
    }

    @Override
    public List<StoredSchedule> claimDueSchedules(Instant now, Instant until, int limit) {
        return database.locked(() -> database.tables().schedules().claimDue(now, until, limit));
    }

    /** When the next run that nobody owns is due; for tests that skip time. */
    public Optional<Instant> earliestRunWakeUp() {
        return database.locked(() -> database.tables().newestFirst(run -> run.isOpen() && run.owner() == null).stream()
                .flatMap(run -> Stream.ofNullable(run.toStoredRun().wakeAt()))
                .min(Comparator.naturalOrder()));
    }

    @Override
    public boolean deleteRun(UUID runId) {
        return database.locked(() -> {
            MemoryRun run = database.tables().find(runId);
            if (run != null && run.isOpen()) {
                throw new StoreConflictException(
                        StoreConflictException.Kind.RUN_OPEN, "Run " + runId + " is open.", null);
            }
            return database.tables().remove(runId);
        });
    }

    @Override
    public void addRejection(UpdateRejection rejection) {
        database.run(() -> rejections.add(rejection));
    }

    @Override
    public Optional<UpdateRejection> rejection(UUID messageId) {
        return database.locked(() -> rejections.find(messageId));
    }

    @Override
    public void removeRejection(UUID messageId) {
        database.run(() -> rejections.remove(messageId));
    }

    @Override
    public int deleteClosedRuns(Instant closedBefore, int limit) {
        return database.locked(() -> {
            List<UUID> outdated = reader.closedBefore(database.tables(), closedBefore, limit);
            outdated.forEach(database.tables()::remove);
            return outdated.size();
        });
    }

    @Override
    public List<StoredNode> nodes() {
        return database.locked(() -> ownership.nodes(database.now()));
    }

    @Override
    public List<QueueBacklog> queueBacklogs() {
        return database.read(tables -> workload.queueBacklogs(tables, database.now()));
    }

    @Override
    public List<StoredRun> unclaimedRuns(Instant dueBefore, int limit) {
        return database.read(tables -> workload.unclaimedRuns(tables, dueBefore, limit));
    }

    @Override
    public List<FailingRun> failingRuns(Instant nextTryFrom, int limit) {
        return database.read(tables -> workload.failingRuns(tables, nextTryFrom, limit));
    }
}
