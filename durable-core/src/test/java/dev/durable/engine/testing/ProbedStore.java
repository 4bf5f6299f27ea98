package dev.durable.engine.testing;

import dev.durable.client.CodeVersionUse;
import dev.durable.client.FailedAttempt;
import dev.durable.client.WorkflowFilter;
import dev.durable.client.WorkflowPage;
import dev.durable.history.HistoryEvent;
import dev.durable.history.InboundEvent;
import dev.durable.search.SearchAttributes;
import dev.durable.store.ActivityBacklog;
import dev.durable.store.ActivityClaim;
import dev.durable.store.ActivityTaskState;
import dev.durable.store.ClaimAnswer;
import dev.durable.store.ClaimChange;
import dev.durable.store.ClaimedActivity;
import dev.durable.store.CommitResult;
import dev.durable.store.DurableStore;
import dev.durable.store.FailingRun;
import dev.durable.store.FreedRuns;
import dev.durable.store.HeldActivity;
import dev.durable.store.HostedWork;
import dev.durable.store.PendingWork;
import dev.durable.store.QueueBacklog;
import dev.durable.store.RunRelease;
import dev.durable.store.RunSnapshot;
import dev.durable.store.StoreTransaction;
import dev.durable.store.StoreUnavailableException;
import dev.durable.store.StoredMessage;
import dev.durable.store.StoredNode;
import dev.durable.store.StoredRun;
import dev.durable.store.StoredSchedule;
import dev.durable.store.TurnWrite;
import dev.durable.store.UpdateRejection;
import dev.durable.store.WorkSignals;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * One engine's way to a store that others may share: lets a probe interfere, and can be cut for good as when the engine's process
 * dies. Thread-safe.
 */
public final class ProbedStore implements DurableStore {

    private final DurableStore store;
    private volatile StoreProbe probe;
    private volatile boolean cut;

    /** A way to the store on which the probe may interfere. */
    public ProbedStore(DurableStore store, StoreProbe probe) {
        this.store = store;
        this.probe = probe;
    }

    /** Exchanges the probe. */
    public void probe(StoreProbe newProbe) {
        probe = newProbe;
    }

    /** From now on nothing gets through, and nothing comes back of what is under way. */
    public void cut() {
        cut = true;
    }

    @Override
    public CommitResult commit(List<TurnWrite> turns) {
        return call(StoreOperation.COMMIT, () -> {
            probe.beforeCommit(turns);
            requireReachable(false);
            CommitResult result = store.commit(turns);
            probe.afterCommit(turns);
            return result;
        });
    }

    @Override
    public boolean isCommitted(TurnWrite turn) {
        return call(StoreOperation.IS_COMMITTED, () -> store.isCommitted(turn));
    }

    @Override
    public Optional<StoreTransaction> currentTransaction() {
        return store.currentTransaction();
    }

    @Override
    public StoredRun addMessage(UUID runId, UUID messageId, InboundEvent message) {
        return call(StoreOperation.ADD_MESSAGE, () -> store.addMessage(runId, messageId, message));
    }

    @Override
    public Optional<StoredRun> findRun(UUID runId) {
        return call(StoreOperation.READ, () -> store.findRun(runId));
    }

    @Override
    public Optional<StoredRun> findRun(String workflowId) {
        return call(StoreOperation.READ, () -> store.findRun(workflowId));
    }

    @Override
    public List<HistoryEvent> history(UUID runId, int afterEventId) {
        return call(StoreOperation.READ, () -> store.history(runId, afterEventId));
    }

    @Override
    public List<HistoryEvent> history(UUID runId, int afterEventId, int limit) {
        return call(StoreOperation.READ, () -> store.history(runId, afterEventId, limit));
    }

    @Override
    public List<HistoryEvent> currentHistory(UUID runId, int afterEventId) {
        return call(StoreOperation.READ, () -> store.currentHistory(runId, afterEventId));
    }

    @Override
    public List<ActivityTaskState> currentActivityTasks(UUID runId) {
        return call(StoreOperation.READ, () -> store.currentActivityTasks(runId));
    }

    @Override
    public Optional<HistoryEvent> lastEvent(UUID runId) {
        return call(StoreOperation.READ, () -> store.lastEvent(runId));
    }

    @Override
    public Map<UUID, Integer> lastEventIds(Collection<UUID> runIds) {
        return call(StoreOperation.READ, () -> store.lastEventIds(runIds));
    }

    @Override
    public List<StoredMessage> messages(UUID runId) {
        return call(StoreOperation.READ, () -> store.messages(runId));
    }

    @Override
    public boolean isDelivered(String workflowId, UUID messageId) {
        return call(StoreOperation.READ, () -> store.isDelivered(workflowId, messageId));
    }

    @Override
    public List<ActivityTaskState> activityTasks(UUID runId) {
        return call(StoreOperation.READ, () -> store.activityTasks(runId));
    }

    @Override
    public List<RunSnapshot> snapshots(Collection<UUID> runIds, int maxEvents) {
        return call(StoreOperation.READ, () -> store.snapshots(runIds, maxEvents));
    }

    @Override
    public List<FailedAttempt> failedAttempts(UUID runId, int limit) {
        return call(StoreOperation.READ, () -> store.failedAttempts(runId, limit));
    }

    @Override
    public WorkflowPage list(WorkflowFilter filter) {
        return call(StoreOperation.READ, () -> store.list(filter));
    }

    @Override
    public long count(WorkflowFilter filter) {
        return call(StoreOperation.READ, () -> store.count(filter));
    }

    @Override
    public List<CodeVersionUse> codeVersions() {
        return call(StoreOperation.READ, store::codeVersions);
    }

    @Override
    public SearchAttributes searchAttributes(UUID runId) {
        return call(StoreOperation.READ, () -> store.searchAttributes(runId));
    }

    @Override
    public boolean deleteRun(UUID runId) {
        return call(StoreOperation.DELETE_RUNS, () -> store.deleteRun(runId));
    }

    @Override
    public int deleteClosedRuns(Instant closedBefore, int limit) {
        return call(StoreOperation.DELETE_RUNS, () -> store.deleteClosedRuns(closedBefore, limit));
    }

    @Override
    public void registerNode(UUID nodeId, String nodeName, Duration lease) {
        call(StoreOperation.REGISTER, () -> {
            store.registerNode(nodeId, nodeName, lease);
            return nodeId;
        });
    }

    @Override
    public boolean renewLease(UUID nodeId, Duration lease) {
        return call(StoreOperation.RENEW_LEASE, () -> store.renewLease(nodeId, lease));
    }

    @Override
    public Duration supersededFor() {
        return call(StoreOperation.READ, store::supersededFor);
    }

    @Override
    public boolean areOthersAlive(UUID nodeId) {
        return call(StoreOperation.READ, () -> store.areOthersAlive(nodeId));
    }

    @Override
    public void deregisterNode(UUID nodeId) {
        call(StoreOperation.REGISTER, () -> {
            store.deregisterNode(nodeId);
            return nodeId;
        });
    }

    @Override
    public FreedRuns freeRunsOfDeadNodes(int limit) {
        return call(StoreOperation.FREE_RUNS, () -> store.freeRunsOfDeadNodes(limit));
    }

    @Override
    public Optional<WorkSignals> workSignals() {
        return store.workSignals();
    }

    @Override
    public PendingWork pendingWork(UUID nodeId, Set<String> taskQueues) {
        return call(StoreOperation.FIND_WORK, () -> store.pendingWork(nodeId, taskQueues));
    }

    @Override
    public List<ClaimedActivity> claimActivities(UUID nodeId, String taskQueue, Set<String> activityTypes, int limit) {
        return call(
                StoreOperation.CLAIM_ACTIVITIES, () -> store.claimActivities(nodeId, taskQueue, activityTypes, limit));
    }

    @Override
    public List<HeldActivity> heldActivities(UUID nodeId) {
        return call(StoreOperation.CLAIM_ACTIVITIES, () -> store.heldActivities(nodeId));
    }

    @Override
    public List<ClaimedActivity> activitiesOfDeadNodes(int limit) {
        return call(StoreOperation.CLAIM_ACTIVITIES, () -> store.activitiesOfDeadNodes(limit));
    }

    @Override
    public ClaimAnswer changeClaimed(ActivityClaim claim, ClaimChange change) {
        return call(StoreOperation.CHANGE_CLAIMED, () -> store.changeClaimed(claim, change));
    }

    @Override
    public void releaseActivity(ActivityClaim claim) {
        call(StoreOperation.CHANGE_CLAIMED, () -> {
            store.releaseActivity(claim);
            return claim;
        });
    }

    @Override
    public Duration reserveStarts(String taskQueue, int count, Duration apart) {
        return call(StoreOperation.CLAIM_ACTIVITIES, () -> store.reserveStarts(taskQueue, count, apart));
    }

    @Override
    public Optional<ActivityTaskState> takeBackActivity(
            UUID nodeId, UUID runId, int scheduledEventId, int attempt, IfClaimed ifClaimed) {
        return call(
                StoreOperation.TAKE_BACK,
                () -> store.takeBackActivity(nodeId, runId, scheduledEventId, attempt, ifClaimed));
    }

    @Override
    public boolean hurryActivity(UUID nodeId, UUID runId, int scheduledEventId, Instant dueAt) {
        return call(StoreOperation.TAKE_BACK, () -> store.hurryActivity(nodeId, runId, scheduledEventId, dueAt));
    }

    @Override
    public List<StoredRun> claimRuns(UUID nodeId, HostedWork hosted, int limit) {
        return call(StoreOperation.CLAIM_RUNS, () -> store.claimRuns(nodeId, hosted, limit));
    }

    @Override
    public Optional<StoredRun> claimRun(UUID nodeId, UUID runId) {
        return call(StoreOperation.CLAIM_RUNS, () -> store.claimRun(nodeId, runId));
    }

    @Override
    public void freeRun(UUID runId) {
        call(StoreOperation.FREE_RUNS, () -> {
            store.freeRun(runId);
            return runId;
        });
    }

    @Override
    public List<UUID> ownedRuns(UUID nodeId) {
        return call(StoreOperation.READ, () -> store.ownedRuns(nodeId));
    }

    @Override
    public List<UUID> ownedRunsWithMessages(UUID nodeId, int limit) {
        return call(StoreOperation.FIND_MESSAGES, () -> store.ownedRunsWithMessages(nodeId, limit));
    }

    @Override
    public List<UUID> releaseRuns(UUID nodeId, Collection<RunRelease> releases) {
        return call(StoreOperation.RELEASE_RUNS, () -> store.releaseRuns(nodeId, releases));
    }

    @Override
    public boolean createSchedule(StoredSchedule schedule) {
        return call(StoreOperation.KEEP_SCHEDULES, () -> store.createSchedule(schedule));
    }

    @Override
    public Optional<StoredSchedule> findSchedule(String scheduleId) {
        return call(StoreOperation.KEEP_SCHEDULES, () -> store.findSchedule(scheduleId));
    }

    @Override
    public List<StoredSchedule> listSchedules(String idPrefix, String afterId, int limit) {
        return call(StoreOperation.KEEP_SCHEDULES, () -> store.listSchedules(idPrefix, afterId, limit));
    }

    @Override
    public boolean replaceSchedule(StoredSchedule schedule) {
        return call(StoreOperation.KEEP_SCHEDULES, () -> store.replaceSchedule(schedule));
    }

    @Override
    public boolean commitSchedule(StoredSchedule schedule, List<TurnWrite> starts) {
        return call(StoreOperation.COMMIT_SCHEDULE, () -> store.commitSchedule(schedule, starts));
    }

    @Override
    public boolean deleteSchedule(String scheduleId) {
        return call(StoreOperation.KEEP_SCHEDULES, () -> store.deleteSchedule(scheduleId));
    }

    @Override
    public Optional<Instant> earliestScheduleWakeUp() {
        return call(StoreOperation.CLAIM_SCHEDULES, store::earliestScheduleWakeUp);
    }

    @Override
    public List<StoredSchedule> claimDueSchedules(Instant now, Instant until, int limit) {
        return call(StoreOperation.CLAIM_SCHEDULES, () -> store.claimDueSchedules(now, until, limit));
    }

    @Override
    public void addRejection(UpdateRejection rejection) {
        call(StoreOperation.ADD_REJECTION, () -> {
            store.addRejection(rejection);
            return rejection;
        });
    }

    @Override
    public Optional<UpdateRejection> rejection(UUID messageId) {
        return call(StoreOperation.READ, () -> store.rejection(messageId));
    }

    @Override
    public void removeRejection(UUID messageId) {
        call(StoreOperation.REMOVE_REJECTION, () -> {
            store.removeRejection(messageId);
            return messageId;
        });
    }

    private <T> T call(StoreOperation operation, Supplier<T> work) {
        requireReachable(false);
        probe.before(operation);
        requireReachable(false);
        T result = work.get();
        probe.after(operation);
        requireReachable(true);
        return result;
    }

    private void requireReachable(boolean done) {
        if (cut) {
            throw new StoreUnavailableException("This engine is dead.", done, null);
        }
    }

    @Override
    public List<StoredNode> nodes() {
        return store.nodes();
    }

    @Override
    public List<QueueBacklog> queueBacklogs() {
        return store.queueBacklogs();
    }

    @Override
    public List<ActivityBacklog> activityBacklogs() {
        return store.activityBacklogs();
    }

    @Override
    public List<StoredRun> unclaimedRuns(Instant dueBefore, int limit) {
        return store.unclaimedRuns(dueBefore, limit);
    }

    @Override
    public List<FailingRun> failingRuns(Instant nextTryFrom, int limit) {
        return store.failingRuns(nextTryFrom, limit);
    }
}
