package dev.durable.jpa;

import dev.durable.client.CodeVersionUse;
import dev.durable.client.FailedAttempt;
import dev.durable.client.WorkflowFilter;
import dev.durable.client.WorkflowPage;
import dev.durable.history.EventCodec;
import dev.durable.history.HistoryEvent;
import dev.durable.history.InboundEvent;
import dev.durable.jpa.schema.DatabasePlatform;
import dev.durable.jpa.schema.TableNames;
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
import dev.durable.store.StoreTransaction;
import dev.durable.store.StoredMessage;
import dev.durable.store.StoredNode;
import dev.durable.store.StoredRun;
import dev.durable.store.StoredSchedule;
import dev.durable.store.TurnWrite;
import dev.durable.store.UpdateRejection;
import dev.durable.store.WorkSignals;
import jakarta.persistence.EntityManagerFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.hibernate.SessionFactory;
import org.jspecify.annotations.Nullable;

/**
 * The store on the application's database, through a {@linkplain DurablePersistenceUnit persistence unit} of its own.
 *
 * <p>Turns are committed on connections of the store's own; everything else takes part in the Spring transaction of the calling
 * thread if a JPA or JDBC transaction manager has begun one on the same {@code DataSource}. Read committed is the isolation that is
 * needed, and the store asks for it in its own transactions where the database's default is another. Under a stricter one the database
 * refuses some transactions, which are repeated. Thread-safe.
 */
public final class JpaDurableStore implements DurableStore {

    private final OwnIsolation isolation;
    private final StoreConnections connections;
    private final @Nullable WorkSignals signals;
    private final TurnWriter turns;
    private final CommittedTurns committedTurns;
    private final MessageWriter messages;
    private final MessageInbox inbox;
    private final RunQueries queries;
    private final RunOwnership ownership;
    private final ClaimedActivities claimedActivities;
    private final Schedules schedules;
    private final RejectedUpdates rejectedUpdates;
    private final RunRetention retention;
    private final Workload workload;

    /**
     * Puts the store together.
     *
     * @param unit made by {@link DurablePersistenceUnit} for the same data source, platform and names
     */
    public JpaDurableStore(
            DataSource dataSource,
            EntityManagerFactory unit,
            DatabasePlatform platform,
            TableNames names,
            EventCodec events,
            FailureInfoCodec failures) {
        this(dataSource, unit, platform, names, events, failures, ForeignTransactions.FAIL);
    }

    /**
     * Creates the store; the tables must be there when it is used.
     *
     * @param unit made by {@link DurablePersistenceUnit} for the same data source, platform and names
     * @param foreignTransactions what becomes of calls in transactions that cannot be joined
     */
    public JpaDurableStore(
            DataSource dataSource,
            EntityManagerFactory unit,
            DatabasePlatform platform,
            TableNames names,
            EventCodec events,
            FailureInfoCodec failures,
            ForeignTransactions foreignTransactions) {
        SessionFactory sessions = unit.unwrap(SessionFactory.class);
        boolean postgres = platform == DatabasePlatform.POSTGRESQL;
        RowCodec codec = new RowCodec(events, failures);
        DatabaseClock clock = DatabaseClock.of(platform);
        TurnStatements statements =
                postgres ? new PostgresTurnStatements(names) : new StandardTurnStatements(platform, names);
        OutputStatements outputStatements = postgres
                ? new PostgresOutputStatements(names)
                : new StandardOutputStatements(sessions, platform, names, clock);
        RunClaims claims = postgres ? new PostgresRunClaims(names) : new StandardRunClaims(sessions, clock);
        this.isolation = OwnIsolation.of(platform);
        this.connections = new StoreConnections(dataSource, sessions, isolation, foreignTransactions);
        this.signals = postgres ? new PostgresWorkSignals(connections, dataSource, names) : null;
        this.turns = new TurnWriter(
                statements, outputStatements, new SearchAttributeWriter(platform, names), sessions, codec);
        this.queries = new RunQueries(codec);
        this.committedTurns = new CommittedTurns(queries, codec);
        this.messages = new MessageWriter(codec, clock);
        this.inbox = new MessageInbox(connections, messages);
        RunDeletions deletions = postgres ? new PostgresRunDeletions(names) : new StandardRunDeletions(sessions);
        this.retention = new RunRetention(connections, deletions, queries);
        this.ownership =
                new RunOwnership(connections, new NodeLeases(clock, SqlValues.of(platform), names), claims, clock);
        this.claimedActivities =
                new ClaimedActivities(connections, queries, codec, messages, statements, clock, postgres);
        this.schedules = new Schedules(connections, turns);
        this.workload = new Workload(connections, codec, clock);
        this.rejectedUpdates = new RejectedUpdates(connections, failures);
    }

    @Override
    public Optional<WorkSignals> workSignals() {
        return Optional.ofNullable(signals);
    }

    @Override
    public CommitResult commit(List<TurnWrite> batch) {
        return turns.commit(connections, batch);
    }

    @Override
    public boolean isCommitted(TurnWrite turn) {
        return connections.readCommitted(session -> committedTurns.contains(session, turn));
    }

    @Override
    public Optional<StoreTransaction> currentTransaction() {
        if (connections.inCallersTransaction()) {
            return Optional.of(new JoinedTransaction(connections, turns, messages, claimedActivities));
        }
        connections.requireNoForeignTransaction();
        return Optional.empty();
    }

    @Override
    public StoredRun addMessage(UUID runId, UUID messageId, InboundEvent message) {
        return inbox.add(runId, new StoredMessage(messageId, message));
    }

    @Override
    public Optional<StoredRun> findRun(UUID runId) {
        return connections.read(session -> queries.findRun(session, runId));
    }

    @Override
    public Optional<StoredRun> findRun(String workflowId) {
        return connections.read(session -> queries.findRun(session, workflowId));
    }

    @Override
    public List<HistoryEvent> history(UUID runId, int afterEventId) {
        return connections.read(session -> queries.history(session, runId, afterEventId));
    }

    @Override
    public List<HistoryEvent> history(UUID runId, int afterEventId, int limit) {
        return connections.read(session -> queries.history(session, runId, afterEventId, limit));
    }

    @Override
    public List<HistoryEvent> currentHistory(UUID runId, int afterEventId) {
        return isolation.repeatsReads()
                ? connections.read(session -> queries.lockedHistory(session, runId, afterEventId))
                : history(runId, afterEventId);
    }

    @Override
    public List<ActivityTaskState> currentActivityTasks(UUID runId) {
        return isolation.repeatsReads()
                ? connections.read(session -> queries.lockedActivityTasks(session, runId))
                : activityTasks(runId);
    }

    @Override
    public Optional<HistoryEvent> lastEvent(UUID runId) {
        return connections.read(session -> queries.lastEvent(session, runId));
    }

    @Override
    public List<StoredMessage> messages(UUID runId) {
        return connections.read(session -> queries.messages(session, runId));
    }

    @Override
    public boolean isDelivered(String workflowId, UUID messageId) {
        return connections.read(session -> queries.isDelivered(session, workflowId, messageId));
    }

    @Override
    public List<ActivityTaskState> activityTasks(UUID runId) {
        return connections.read(session -> queries.activityTasks(session, runId));
    }

    @Override
    public List<RunSnapshot> snapshots(Collection<UUID> runIds, int maxEvents) {
        return runIds.isEmpty()
                ? List.of()
                : connections.read(session -> queries.snapshots(session, runIds, maxEvents));
    }

    @Override
    public List<FailedAttempt> failedAttempts(UUID runId, int limit) {
        return connections.read(session -> queries.failedAttempts(session, runId, limit));
    }

    @Override
    public WorkflowPage list(WorkflowFilter filter) {
        return connections.read(session -> RunListing.list(session, filter));
    }

    @Override
    public long count(WorkflowFilter filter) {
        return connections.read(session -> RunListing.count(session, filter));
    }

    @Override
    public List<CodeVersionUse> codeVersions() {
        return connections.read(RunListing::codeVersions);
    }

    @Override
    public SearchAttributes searchAttributes(UUID runId) {
        return connections.read(session -> RunListing.searchAttributes(session, runId));
    }

    @Override
    public void registerNode(UUID nodeId, String nodeName, Duration lease) {
        ownership.registerNode(nodeId, nodeName, lease);
    }

    @Override
    public boolean renewLease(UUID nodeId, Duration lease) {
        return ownership.renewLease(nodeId, lease);
    }

    @Override
    public boolean areOthersAlive(UUID nodeId) {
        return ownership.areOthersAlive(nodeId);
    }

    @Override
    public void deregisterNode(UUID nodeId) {
        ownership.deregisterNode(nodeId);
    }

    @Override
    public int freeRunsOfDeadNodes(int limit) {
        return ownership.freeRunsOfDeadNodes(limit);
    }

    @Override
    public PendingWork pendingWork(UUID nodeId, Set<String> taskQueues) {
        return ownership.pendingWork(nodeId, taskQueues);
    }

    @Override
    public List<StoredRun> claimRuns(UUID nodeId, HostedWork hosted, int limit) {
        return ownership.claimRuns(nodeId, hosted, limit);
    }

    @Override
    public Optional<StoredRun> claimRun(UUID nodeId, UUID runId) {
        return ownership.claimRun(nodeId, runId);
    }

    @Override
    public void freeRun(UUID runId) {
        ownership.freeRun(runId);
    }

    @Override
    public List<UUID> ownedRuns(UUID nodeId) {
        return ownership.ownedRuns(nodeId);
    }

    @Override
    public List<UUID> ownedRunsWithMessages(UUID nodeId, int limit) {
        return ownership.ownedRunsWithMessages(nodeId, limit);
    }

    @Override
    public List<UUID> releaseRuns(UUID nodeId, Collection<RunRelease> releases) {
        return ownership.releaseRuns(nodeId, releases);
    }

    @Override
    public List<ClaimedActivity> claimActivities(
            UUID nodeId, String taskQueue, @Nullable Set<String> activityTypes, int limit) {
        return claimedActivities.claimActivities(nodeId, taskQueue, activityTypes, limit);
    }

    @Override
    public List<HeldActivity> heldActivities(UUID nodeId) {
        return claimedActivities.heldActivities(nodeId);
    }

    @Override
    public List<ClaimedActivity> activitiesOfDeadNodes(int limit) {
        return claimedActivities.activitiesOfDeadNodes(limit);
    }

    @Override
    public ClaimAnswer changeClaimed(ActivityClaim claim, ClaimChange change) {
        return claimedActivities.changeClaimed(claim, change);
    }

    @Override
    public void releaseActivity(ActivityClaim claim) {
        claimedActivities.releaseActivity(claim);
    }

    @Override
    public Duration reserveStarts(String taskQueue, int count, Duration apart) {
        return claimedActivities.reserveStarts(taskQueue, count, apart);
    }

    @Override
    public Optional<ActivityTaskState> takeBackActivity(
            UUID nodeId, UUID runId, int scheduledEventId, int attempt, IfClaimed ifClaimed) {
        return claimedActivities.takeBackActivity(nodeId, runId, scheduledEventId, attempt, ifClaimed);
    }

    @Override
    public boolean hurryActivity(UUID nodeId, UUID runId, int scheduledEventId, Instant dueAt) {
        return claimedActivities.hurryActivity(nodeId, runId, scheduledEventId, dueAt);
    }

    @Override
    public boolean createSchedule(StoredSchedule schedule) {
        return schedules.createSchedule(schedule);
    }

    @Override
    public Optional<StoredSchedule> findSchedule(String scheduleId) {
        return schedules.findSchedule(scheduleId);
    }

    @Override
    public List<StoredSchedule> listSchedules(String idPrefix, @Nullable String afterId, int limit) {
        return schedules.listSchedules(idPrefix, afterId, limit);
    }

    @Override
    public boolean replaceSchedule(StoredSchedule schedule) {
        return schedules.replaceSchedule(schedule);
    }

    @Override
    public boolean commitSchedule(StoredSchedule schedule, List<TurnWrite> starts) {
        return schedules.commitSchedule(schedule, starts);
    }

    @Override
    public boolean deleteSchedule(String scheduleId) {
        return schedules.deleteSchedule(scheduleId);
    }

    @Override
    public Optional<Instant> earliestScheduleWakeUp() {
        return schedules.earliestScheduleWakeUp();
    }

    @Override
    public List<StoredSchedule> claimDueSchedules(Instant now, Instant until, int limit) {
        return schedules.claimDueSchedules(now, until, limit);
    }

    @Override
    public void addRejection(UpdateRejection rejection) {
        rejectedUpdates.add(rejection);
    }

    @Override
    public Optional<UpdateRejection> rejection(UUID messageId) {
        return rejectedUpdates.find(messageId);
    }

    @Override
    public void removeRejection(UUID messageId) {
        rejectedUpdates.remove(messageId);
    }

    @Override
    public boolean deleteRun(UUID runId) {
        return retention.deleteRun(runId);
    }

    @Override
    public int deleteClosedRuns(Instant closedBefore, int limit) {
        return retention.deleteClosedRuns(closedBefore, limit);
    }

    @Override
    public List<StoredNode> nodes() {
        return workload.nodes();
    }

    @Override
    public List<QueueBacklog> queueBacklogs() {
        return workload.queueBacklogs();
    }

    @Override
    public List<StoredRun> unclaimedRuns(Instant dueBefore, int limit) {
        return workload.unclaimedRuns(dueBefore, limit);
    }

    @Override
    public List<FailingRun> failingRuns(Instant nextTryFrom, int limit) {
        return workload.failingRuns(nextTryFrom, limit);
    }
}
