package dev.durable.store;

import dev.durable.client.CodeVersionUse;
import dev.durable.client.FailedAttempt;
import dev.durable.client.WorkflowFilter;
import dev.durable.client.WorkflowPage;
import dev.durable.history.HistoryEvent;
import dev.durable.history.InboundEvent;
import dev.durable.search.SearchAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A store that consists of parts: each does what one of the interfaces says, and all write to the same database. Says nothing of its own
 * and is as thread-safe as they are.
 */
public abstract class ComposedStore implements DurableStore {

    private final StoreParts parts;

    /** A store of these parts. */
    protected ComposedStore(StoreParts parts) {
        this.parts = parts;
    }

    @Override
    public final Optional<WorkSignals> workSignals() {
        return parts.signals();
    }

    @Override
    public final CommitResult commit(List<TurnWrite> batch) {
        return parts.turns().commit(batch);
    }

    @Override
    public final boolean isCommitted(TurnWrite turn) {
        return parts.turns().isCommitted(turn);
    }

    @Override
    public final Optional<StoreTransaction> currentTransaction() {
        return parts.turns().currentTransaction();
    }

    @Override
    public final StoredRun addMessage(UUID runId, UUID messageId, InboundEvent message) {
        return parts.turns().addMessage(runId, messageId, message);
    }

    @Override
    public final Optional<StoredRun> findRun(UUID runId) {
        return parts.runs().findRun(runId);
    }

    @Override
    public final Optional<StoredRun> findRun(String workflowId) {
        return parts.runs().findRun(workflowId);
    }

    @Override
    public final List<HistoryEvent> history(UUID runId, int afterEventId) {
        return parts.runs().history(runId, afterEventId);
    }

    @Override
    public final List<HistoryEvent> history(UUID runId, int afterEventId, int limit) {
        return parts.runs().history(runId, afterEventId, limit);
    }

    @Override
    public final List<HistoryEvent> currentHistory(UUID runId, int afterEventId) {
        return parts.runs().currentHistory(runId, afterEventId);
    }

    @Override
    public final List<ActivityTaskState> currentActivityTasks(UUID runId) {
        return parts.runs().currentActivityTasks(runId);
    }

    @Override
    public final Optional<HistoryEvent> lastEvent(UUID runId) {
        return parts.runs().lastEvent(runId);
    }

    @Override
    public final Map<UUID, Integer> lastEventIds(Collection<UUID> runIds) {
        return parts.runs().lastEventIds(runIds);
    }

    @Override
    public final List<StoredMessage> messages(UUID runId) {
        return parts.runs().messages(runId);
    }

    @Override
    public final boolean isDelivered(String workflowId, UUID messageId) {
        return parts.runs().isDelivered(workflowId, messageId);
    }

    @Override
    public final List<ActivityTaskState> activityTasks(UUID runId) {
        return parts.runs().activityTasks(runId);
    }

    @Override
    public final List<RunSnapshot> snapshots(Collection<UUID> runIds, int maxEvents) {
        return parts.runs().snapshots(runIds, maxEvents);
    }

    @Override
    public final List<FailedAttempt> failedAttempts(UUID runId, int limit) {
        return parts.runs().failedAttempts(runId, limit);
    }

    @Override
    public final WorkflowPage list(WorkflowFilter filter) {
        return parts.runs().list(filter);
    }

    @Override
    public final long count(WorkflowFilter filter) {
        return parts.runs().count(filter);
    }

    @Override
    public final List<CodeVersionUse> codeVersions() {
        return parts.runs().codeVersions();
    }

    @Override
    public final SearchAttributes searchAttributes(UUID runId) {
        return parts.runs().searchAttributes(runId);
    }

    @Override
    public final void registerNode(UUID nodeId, String nodeName, Duration lease) {
        parts.ownership().registerNode(nodeId, nodeName, lease);
    }

    @Override
    public final boolean renewLease(UUID nodeId, Duration lease) {
        return parts.ownership().renewLease(nodeId, lease);
    }

    @Override
    public final Duration supersededFor() {
        return parts.ownership().supersededFor();
    }

    @Override
    public final boolean areOthersAlive(UUID nodeId) {
        return parts.ownership().areOthersAlive(nodeId);
    }

    @Override
    public final void deregisterNode(UUID nodeId) {
        parts.ownership().deregisterNode(nodeId);
    }

    @Override
    public final FreedRuns freeRunsOfDeadNodes(int limit) {
        return parts.ownership().freeRunsOfDeadNodes(limit);
    }

    @Override
    public final PendingWork pendingWork(UUID nodeId, Set<String> taskQueues) {
        return parts.ownership().pendingWork(nodeId, taskQueues);
    }

    @Override
    public final List<StoredRun> claimRuns(UUID nodeId, HostedWork hosted, int limit) {
        return parts.ownership().claimRuns(nodeId, hosted, limit);
    }

    @Override
    public final Optional<StoredRun> claimRun(UUID nodeId, UUID runId) {
        return parts.ownership().claimRun(nodeId, runId);
    }

    @Override
    public final void freeRun(UUID runId) {
        parts.ownership().freeRun(runId);
    }

    @Override
    public final List<UUID> ownedRuns(UUID nodeId) {
        return parts.ownership().ownedRuns(nodeId);
    }

    @Override
    public final List<UUID> ownedRunsWithMessages(UUID nodeId, int limit) {
        return parts.ownership().ownedRunsWithMessages(nodeId, limit);
    }

    @Override
    public final List<UUID> releaseRuns(UUID nodeId, Collection<RunRelease> releases) {
        return parts.ownership().releaseRuns(nodeId, releases);
    }

    @Override
    public final List<ClaimedActivity> claimActivities(
            UUID nodeId, String taskQueue, @Nullable Set<String> activityTypes, int limit) {
        return parts.activities().claimActivities(nodeId, taskQueue, activityTypes, limit);
    }

    @Override
    public final List<HeldActivity> heldActivities(UUID nodeId) {
        return parts.activities().heldActivities(nodeId);
    }

    @Override
    public final List<ClaimedActivity> activitiesOfDeadNodes(int limit) {
        return parts.activities().activitiesOfDeadNodes(limit);
    }

    @Override
    public final ClaimAnswer changeClaimed(ActivityClaim claim, ClaimChange change) {
        return parts.activities().changeClaimed(claim, change);
    }

    @Override
    public final void releaseActivity(ActivityClaim claim) {
        parts.activities().releaseActivity(claim);
    }

    @Override
    public final Duration reserveStarts(String taskQueue, int count, Duration apart) {
        return parts.activities().reserveStarts(taskQueue, count, apart);
    }

    @Override
    public final Optional<ActivityTaskState> takeBackActivity(
            UUID nodeId, UUID runId, int scheduledEventId, int attempt, IfClaimed ifClaimed) {
        return parts.activities().takeBackActivity(nodeId, runId, scheduledEventId, attempt, ifClaimed);
    }

    @Override
    public final boolean hurryActivity(UUID nodeId, UUID runId, int scheduledEventId, Instant dueAt) {
        return parts.activities().hurryActivity(nodeId, runId, scheduledEventId, dueAt);
    }

    @Override
    public final boolean createSchedule(StoredSchedule schedule) {
        return parts.schedules().createSchedule(schedule);
    }

    @Override
    public final Optional<StoredSchedule> findSchedule(String scheduleId) {
        return parts.schedules().findSchedule(scheduleId);
    }

    @Override
    public final List<StoredSchedule> listSchedules(String idPrefix, @Nullable String afterId, int limit) {
        return parts.schedules().listSchedules(idPrefix, afterId, limit);
    }

    @Override
    public final boolean replaceSchedule(StoredSchedule schedule) {
        return parts.schedules().replaceSchedule(schedule);
    }

    @Override
    public final boolean commitSchedule(StoredSchedule schedule, List<TurnWrite> starts) {
        return parts.schedules().commitSchedule(schedule, starts);
    }

    @Override
    public final boolean deleteSchedule(String scheduleId) {
        return parts.schedules().deleteSchedule(scheduleId);
    }

    @Override
    public final Optional<Instant> earliestScheduleWakeUp() {
        return parts.schedules().earliestScheduleWakeUp();
    }

    @Override
    public final List<StoredSchedule> claimDueSchedules(Instant now, Instant until, int limit) {
        return parts.schedules().claimDueSchedules(now, until, limit);
    }

    @Override
    public final void addRejection(UpdateRejection rejection) {
        parts.rejections().addRejection(rejection);
    }

    @Override
    public final Optional<UpdateRejection> rejection(UUID messageId) {
        return parts.rejections().rejection(messageId);
    }

    @Override
    public final void removeRejection(UUID messageId) {
        parts.rejections().removeRejection(messageId);
    }

    @Override
    public final boolean deleteRun(UUID runId) {
        return parts.retention().deleteRun(runId);
    }

    @Override
    public final int deleteClosedRuns(Instant closedBefore, int limit) {
        return parts.retention().deleteClosedRuns(closedBefore, limit);
    }

    @Override
    public final List<StoredNode> nodes() {
        return parts.workload().nodes();
    }

    @Override
    public final List<QueueBacklog> queueBacklogs() {
        return parts.workload().queueBacklogs();
    }

    @Override
    public final List<ActivityBacklog> activityBacklogs() {
        return parts.workload().activityBacklogs();
    }

    @Override
    public final List<StoredRun> unclaimedRuns(Instant dueBefore, int limit) {
        return parts.workload().unclaimedRuns(dueBefore, limit);
    }

    @Override
    public final List<FailingRun> failingRuns(Instant nextTryFrom, int limit) {
        return parts.workload().failingRuns(nextTryFrom, limit);
    }
}
