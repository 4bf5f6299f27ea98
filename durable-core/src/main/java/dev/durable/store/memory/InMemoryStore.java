package dev.durable.store.memory;

import dev.durable.client.FailedAttempt;
import dev.durable.client.WorkflowFilter;
import dev.durable.client.WorkflowPage;
import dev.durable.history.EventCodec;
import dev.durable.history.HistoryEvent;
import dev.durable.history.InboundEvent;
import dev.durable.payload.FailureInfoCodec;
import dev.durable.search.SearchAttributes;
import dev.durable.store.ActivityTaskState;
import dev.durable.store.CommitResult;
import dev.durable.store.DurableStore;
import dev.durable.store.RunRelease;
import dev.durable.store.StoreConflictException;
import dev.durable.store.StoreTransaction;
import dev.durable.store.StoreTransaction.Outcome;
import dev.durable.store.StoreUnavailableException;
import dev.durable.store.StoredMessage;
import dev.durable.store.StoredRun;
import dev.durable.store.StoredSchedule;
import dev.durable.store.TurnWrite;
import dev.durable.store.UpdateRejection;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A store in memory, for tests and simulation: nothing outlives the object. Several engines may share one, as nodes share a
 * database. Leases and due times go by the given clock; faults can be {@linkplain StoreFaults injected}.
 *
 * <p>Thread-safe: one lock guards everything, and neither faults nor callbacks are called while it is held. Transactions are bound
 * to the thread that is inside {@link #inTransaction}.
 */
public final class InMemoryStore implements DurableStore {

    private final ReentrantLock lock = new ReentrantLock();
    private final MemoryTables tables = new MemoryTables();
    private final ThreadLocal<MemoryTransaction> transactions = new ThreadLocal<>();
    private final MemoryWriter writer;
    private final MemoryReader reader;
    private final MemoryOwnership ownership;
    private final MemoryRejections rejections;
    private final Supplier<Instant> clock;
    private final StoreFaults faults;

    /** A store without faults that goes by the system's clock. */
    public InMemoryStore(EventCodec events, FailureInfoCodec failures) {
        this(events, failures, Instant::now, StoreFaults.NONE);
    }

    /** A store that goes by the given clock and fails as the faults tell it to. */
    public InMemoryStore(EventCodec events, FailureInfoCodec failures, Supplier<Instant> clock, StoreFaults faults) {
        MemoryCodec codec = new MemoryCodec(events, failures);
        this.writer = new MemoryWriter(codec);
        this.reader = new MemoryReader(codec);
        this.ownership = new MemoryOwnership(tables);
        this.rejections = new MemoryRejections(failures);
        this.clock = clock;
        this.faults = faults;
    }

    /**
     * Runs the work in a transaction of this thread, which commits when the work returns and rolls back when it throws.
     *
     * @throws StoreConflictException if what was written does not fit any more; then it rolled back
     */
    public void inTransaction(Runnable work) {
        if (transactions.get() != null) {
            throw new IllegalStateException("The thread is in a transaction already");
        }
        MemoryTransaction transaction = locked(() -> new MemoryTransaction(this, tables.draft()));
        Outcome outcome = Outcome.ROLLED_BACK;
        transactions.set(transaction);
        try {
            work.run();
            faults.beforeCommit(transaction.turns());
            commitDraft(transaction::replayOn);
            outcome = Outcome.COMMITTED;
            faults.afterCommit(transaction.turns());
        } catch (StoreUnavailableException e) {
            outcome = e.isOutcomeUnknown() ? Outcome.UNKNOWN : outcome;
            throw e;
        } finally {
            transactions.remove();
            transaction.complete(outcome);
        }
    }

    @Override
    public CommitResult commit(List<TurnWrite> turns) {
        faults.beforeCommit(turns);
        Set<UUID> refused = new HashSet<>();
        try {
            commitDraft(draft -> turns.forEach(turn -> writer.write(draft, turn, refused)));
        } catch (StoreConflictException e) {
            throw turns.size() == 1
                    ? e
                    : new StoreConflictException(StoreConflictException.Kind.UNSPECIFIED, e.what(), e);
        }
        faults.afterCommit(turns);
        return new CommitResult(true, refused);
    }

    @Override
    public boolean isCommitted(TurnWrite turn) {
        return locked(() -> reader.isCommitted(tables, turn));
    }

    @Override
    public Optional<StoreTransaction> currentTransaction() {
        return Optional.ofNullable(transactions.get());
    }

    @Override
    public StoredRun addMessage(UUID runId, UUID messageId, InboundEvent message) {
        StoredMessage stored = new StoredMessage(messageId, message);
        MemoryTransaction transaction = transactions.get();
        return locked(() -> {
            if (transaction != null) {
                return transaction.addMessage(runId, stored);
            }
            StoredRun found = reader.findRun(tables, runId).orElseThrow(() -> MemoryWriter.notOpen(runId));
            commitDraft(draft -> writer.addMessage(draft, runId, stored, now()));
            return found;
        });
    }

    @Override
    public Optional<StoredRun> findRun(UUID runId) {
        return locked(() -> reader.findRun(visible(), runId));
    }

    @Override
    public Optional<StoredRun> findRun(String workflowId) {
        return locked(() -> reader.findRun(visible(), workflowId));
    }

    @Override
    public List<HistoryEvent> history(UUID runId, int afterEventId) {
        return locked(() -> reader.history(visible(), runId, afterEventId));
    }

    @Override
    public Optional<HistoryEvent> lastEvent(UUID runId) {
        return locked(() -> reader.lastEvent(visible(), runId));
    }

    @Override
    public List<StoredMessage> messages(UUID runId) {
        return locked(() -> reader.messages(visible(), runId));
    }

    @Override
    public boolean isDelivered(String workflowId, UUID messageId) {
        return locked(() -> reader.isDelivered(visible(), workflowId, messageId));
    }

    @Override
    public List<ActivityTaskState> activityTasks(UUID runId) {
        return locked(() -> reader.activityTasks(visible(), runId));
    }

    @Override
    public List<FailedAttempt> failedAttempts(UUID runId, int limit) {
        return locked(() -> reader.failedAttempts(visible(), runId, limit));
    }

    @Override
    public WorkflowPage list(WorkflowFilter filter) {
        return locked(() -> reader.list(visible(), filter));
    }

    @Override
    public long count(WorkflowFilter filter) {
        return locked(() -> reader.count(visible(), filter));
    }

    @Override
    public SearchAttributes searchAttributes(UUID runId) {
        return locked(() -> reader.searchAttributes(visible(), runId));
    }

    @Override
    public void registerNode(UUID nodeId, String nodeName, Duration lease) {
        locked(() -> {
            ownership.register(nodeId, nodeName, now().plus(lease));
            return nodeId;
        });
    }

    @Override
    public boolean renewLease(UUID nodeId, Duration lease) {
        return locked(() -> ownership.renew(nodeId, now(), now().plus(lease)));
    }

    @Override
    public void deregisterNode(UUID nodeId) {
        locked(() -> {
            ownership.deregister(nodeId, now());
            return nodeId;
        });
    }

    @Override
    public int freeRunsOfDeadNodes(int limit) {
        return locked(() -> ownership.freeRunsOfDeadNodes(now(), limit));
    }

    @Override
    public List<StoredRun> claimRuns(UUID nodeId, Set<String> taskQueues, Set<String> workflowTypes, int limit) {
        return locked(() -> ownership.claim(nodeId, taskQueues, workflowTypes, now(), limit));
    }

    @Override
    public Optional<StoredRun> claimRun(UUID nodeId, UUID runId) {
        return locked(() -> ownership.claim(nodeId, runId));
    }

    @Override
    public List<UUID> ownedRuns(UUID nodeId) {
        return locked(() -> ownership.ownedRuns(nodeId));
    }

    @Override
    public List<UUID> ownedRunsWithMessages(UUID nodeId, int limit) {
        return locked(() -> ownership.ownedRunsWithMessages(nodeId, now(), limit));
    }

    @Override
    public List<UUID> releaseRuns(UUID nodeId, Collection<RunRelease> releases) {
        return locked(() -> ownership.release(nodeId, releases));
    }

    @Override
    public boolean createSchedule(StoredSchedule schedule) {
        return changeSchedule(schedule.scheduleId(), schedules -> schedules.create(schedule));
    }

    @Override
    public Optional<StoredSchedule> findSchedule(String scheduleId) {
        return locked(() -> visible().schedules().find(scheduleId));
    }

    @Override
    public List<StoredSchedule> listSchedules(String idPrefix, @Nullable String afterId, int limit) {
        return locked(() -> visible().schedules().list(idPrefix, afterId, limit));
    }

    @Override
    public boolean replaceSchedule(StoredSchedule schedule) {
        return changeSchedule(schedule.scheduleId(), schedules -> schedules.replace(schedule));
    }

    @Override
    public boolean commitSchedule(StoredSchedule schedule, List<TurnWrite> starts) {
        faults.beforeCommit(starts);
        boolean current = locked(() -> {
            MemoryTables draft = tables.draft();
            boolean replaced = draft.schedules().replace(schedule);
            if (replaced) {
                starts.forEach(start -> writer.write(draft, start, new HashSet<>()));
                draft.apply();
            }
            return replaced;
        });
        faults.afterCommit(starts);
        return current;
    }

    @Override
    public boolean deleteSchedule(String scheduleId) {
        return changeSchedule(scheduleId, schedules -> schedules.delete(scheduleId));
    }

    @Override
    public Optional<Instant> earliestScheduleWakeUp() {
        return locked(() -> tables.schedules().earliestWakeUp());
    }

    @Override
    public List<StoredSchedule> claimDueSchedules(Instant now, Instant until, int limit) {
        return locked(() -> tables.schedules().claimDue(now, until, limit));
    }

    @Override
    public boolean deleteRun(UUID runId) {
        return locked(() -> {
            MemoryRun run = tables.find(runId);
            if (run != null && run.isOpen()) {
                throw new StoreConflictException(
                        StoreConflictException.Kind.RUN_OPEN, "Run " + runId + " is open.", null);
            }
            return tables.remove(runId);
        });
    }

    @Override
    public void addRejection(UpdateRejection rejection) {
        locked(() -> {
            rejections.add(rejection);
            return rejection;
        });
    }

    @Override
    public Optional<UpdateRejection> rejection(UUID messageId) {
        return locked(() -> rejections.find(messageId));
    }

    @Override
    public void removeRejection(UUID messageId) {
        locked(() -> {
            rejections.remove(messageId);
            return messageId;
        });
    }

    @Override
    public int deleteClosedRuns(Instant closedBefore, int limit) {
        return locked(() -> {
            List<UUID> outdated = reader.closedBefore(tables, closedBefore, limit);
            outdated.forEach(tables::remove);
            return outdated.size();
        });
    }

    MemoryWriter writer() {
        return writer;
    }

    Instant now() {
        return Micros.of(clock.get());
    }

    <T> T locked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    private void commitDraft(Consumer<MemoryTables> changes) {
        locked(() -> {
            MemoryTables draft = tables.draft();
            changes.accept(draft);
            draft.apply();
            return draft;
        });
    }

    private boolean changeSchedule(String scheduleId, Predicate<MemorySchedules> change) {
        MemoryTransaction transaction = transactions.get();
        return locked(
                () -> transaction == null ? change.test(tables.schedules()) : transaction.change(scheduleId, change));
    }

    private MemoryTables visible() {
        MemoryTransaction transaction = transactions.get();
        return transaction == null ? tables : transaction.draft();
    }
}
