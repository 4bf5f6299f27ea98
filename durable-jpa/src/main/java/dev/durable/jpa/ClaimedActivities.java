package dev.durable.jpa;

import dev.durable.client.FailedAttempt;
import dev.durable.store.ActivityClaim;
import dev.durable.store.ActivityRoute;
import dev.durable.store.ActivityTaskState;
import dev.durable.store.ActivityTaskState.Stage;
import dev.durable.store.ActivityTaskStore;
import dev.durable.store.ClaimAnswer;
import dev.durable.store.ClaimChange;
import dev.durable.store.ClaimedActivity;
import dev.durable.store.HeldActivity;
import dev.durable.store.StoreConflictException;
import dev.durable.store.StoredMessage;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.hibernate.LockMode;
import org.hibernate.StatelessSession;
import org.hibernate.query.SelectionQuery;
import org.jspecify.annotations.Nullable;

/**
 * Attempts that others make than the owner of the run. Whoever writes of both locks the run before the activity, as turns do. Every method works
 * in a transaction of its own. Thread-safe.
 */
final class ClaimedActivities implements ActivityTaskStore {

    private static final String HELD = "from ActivityTask t where t.claimant = :node";

    /** How long nobody looks at an attempt that could not be read. */
    private static final Duration UNREADABLE_PAUSE = Duration.ofMinutes(1);

    private static final String OWNED_RUN = "from Run r where r.runId = :run and r.owner = :node";

    private final StoreConnections connections;
    private final RowCodec codec;
    private final ReadableActivities readable;
    private final MessageWriter messages;
    private final TurnStatements statements;
    private final QueueReservations reservations;
    private final boolean postgres;
    private final String free;
    private final String putOff;
    private final String ofDeadNodes;

    ClaimedActivities(
            StoreConnections connections,
            RowCodec codec,
            MessageWriter messages,
            TurnStatements statements,
            DatabaseClock clock,
            boolean postgres) {
        this.connections = connections;
        this.codec = codec;
        this.readable = new ReadableActivities(codec);
        this.messages = messages;
        this.statements = statements;
        this.reservations = new QueueReservations(clock);
        this.postgres = postgres;
        this.free = "from ActivityTask t where t.taskQueue = :queue and t.priority = :priority and t.availableAt <= "
                + clock.now() + "%s and " + clock.nodeIsAlive() + " order by t.availableAt";
        this.putOff = "update ActivityTask t set t.availableAt = " + clock.leaseEnd()
                + " where t.key.runId = :run and t.key.scheduledEventId = :event";
        this.ofDeadNodes = "from ActivityTask t where t.claimant is not null and not exists"
                + " (select 1 from Node n where n.nodeId = t.claimant and n.leaseUntil > " + clock.now()
                + ") order by t.claimant, t.key.runId, t.key.scheduledEventId";
    }

    @Override
    public List<ClaimedActivity> claimActivities(
            UUID nodeId, String taskQueue, @Nullable Set<String> activityTypes, int limit) {
        return connections.inOwnTransaction(connection -> {
            planAnew(connection);
            return connections
                    .queryOn(session -> {
                        List<ClaimedActivity> claimed = new ArrayList<>();
                        for (ActivityTaskRow row : free(session, nodeId, taskQueue, activityTypes, limit)) {
                            row.stage = Stage.CLAIMED;
                            row.availableAt = null;
                            row.claimant = nodeId;
                            Optional<ClaimedActivity> activity = readable.read(session, row);
                            if (activity.isPresent()) {
                                session.update(row);
                                claimed.add(activity.get());
                            } else {
                                putOff(session, row);
                            }
                        }
                        return claimed;
                    })
                    .on(connection);
        });
    }

    /** Another node may be able to read it, or this one with other code: whoever looks for it then. */
    private void putOff(StatelessSession session, ActivityTaskRow row) {
        session.createMutationQuery(putOff)
                .setParameter("lease", UNREADABLE_PAUSE.toSeconds() * 1_000_000)
                .setParameter("run", row.key.runId())
                .setParameter("event", row.key.scheduledEventId())
                .executeUpdate();
    }

    /** A plan that was made for an empty table would be kept too long. */
    private void planAnew(Connection connection) throws SQLException {
        if (postgres) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("set local plan_cache_mode = force_custom_plan");
            }
        }
    }

    /** Priority by priority, so that each is a short look into the index. */
    private List<ActivityTaskRow> free(
            StatelessSession session, UUID nodeId, String taskQueue, @Nullable Set<String> activityTypes, int limit) {
        String query = free.formatted(activityTypes == null ? "" : " and t.activityType in :types");
        List<ActivityTaskRow> rows = new ArrayList<>();
        for (int priority = ActivityRoute.HIGHEST_PRIORITY;
                priority <= ActivityRoute.LOWEST_PRIORITY && rows.size() < limit;
                priority++) {
            SelectionQuery<ActivityTaskRow> ofPriority = session.createSelectionQuery(query, ActivityTaskRow.class)
                    .setParameter("node", nodeId)
                    .setParameter("queue", taskQueue)
                    .setParameter("priority", (short) priority)
                    .setMaxResults(limit - rows.size())
                    .setHibernateLockMode(LockMode.UPGRADE_SKIPLOCKED);
            if (activityTypes != null) {
                ofPriority.setParameter("types", activityTypes);
            }
            rows.addAll(ofPriority.getResultList());
        }
        return rows;
    }

    @Override
    public List<HeldActivity> heldActivities(UUID nodeId) {
        return connections.readCommitted(session ->
                session
                        .createSelectionQuery(HELD, ActivityTaskRow.class)
                        .setParameter("node", nodeId)
                        .getResultList()
                        .stream()
                        .map(row -> new HeldActivity(ReadableActivities.claim(row), row.cancelRequested))
                        .toList());
    }

    @Override
    public List<ClaimedActivity> activitiesOfDeadNodes(int limit) {
        return connections.readCommitted(session -> {
            List<ClaimedActivity> found = new ArrayList<>();
            int looked = 0;
            int wanted;
            List<ActivityTaskRow> rows;
            do {
                wanted = limit - found.size();
                rows = session.createSelectionQuery(ofDeadNodes, ActivityTaskRow.class)
                        .setFirstResult(looked)
                        .setMaxResults(wanted)
                        .getResultList();
                rows.forEach(row -> readable.read(session, row).ifPresent(found::add));
                looked += rows.size();
                // those that cannot be read stay, and must not hide the others for ever; what is passed over
                // because others have taken away some before it, is found by the next look
            } while (rows.size() == wanted && found.size() < limit);
            return found;
        });
    }

    @Override
    public ClaimAnswer changeClaimed(ActivityClaim claim, ClaimChange change) {
        try {
            return connections.inOwnTransaction(connection -> change(connection, claim, change));
        } catch (StoreConflictException lost) {
            return ClaimAnswer.LOST;
        }
    }

    /**
     * Writes in the transaction of the connection.
     *
     * @throws StoreConflictException if the claim is not the node's any more, or the run has closed
     */
    ClaimAnswer change(Connection connection, ActivityClaim claim, ClaimChange change) throws SQLException {
        ClaimAnswer answer = connections
                .<ClaimAnswer>queryOn(session -> {
                    StoredMessage message = change.message();
                    if (message != null) {
                        messages.write(session, claim.runId(), message);
                    }
                    ActivityTaskRow row = holder(session, claim);
                    if (row == null) {
                        throw new StoreConflictException(
                                StoreConflictException.Kind.OWNERSHIP_LOST, claim + " is not held any more.", null);
                    }
                    if (row.cancelRequested && change.state().stage() == Stage.ROUTED) {
                        return ClaimAnswer.TO_STOP;
                    }
                    session.update(changed(row, claim, change));
                    return row.cancelRequested && change.keepsClaim() ? ClaimAnswer.TO_STOP : ClaimAnswer.WRITTEN;
                })
                .on(connection);
        FailedAttempt failed = change.failed();
        if (failed != null && answer == ClaimAnswer.WRITTEN) {
            statements.insertFailedAttempts(connection, List.of(codec.toRow(claim.runId(), failed)));
            int outdated = failed.attempt() - TurnRows.KEPT_ATTEMPTS;
            if (outdated > 0) {
                statements.deleteFailedAttemptsUpTo(
                        connection,
                        List.of(new FailedAttemptRow.Key(claim.runId(), failed.scheduledEventId(), outdated)));
            }
        }
        return answer;
    }

    /** The row after the change; the route and the request to stop stay. */
    private ActivityTaskRow changed(ActivityTaskRow row, ActivityClaim claim, ClaimChange change) {
        ActivityTaskRow changed = codec.toRow(claim.runId(), change.state());
        changed.taskQueue = row.taskQueue;
        changed.activityType = row.activityType;
        changed.priority = row.priority;
        changed.cancelRequested = row.cancelRequested;
        changed.claimant = change.keepsClaim() ? claim.nodeId() : null;
        return changed;
    }

    @Override
    public void releaseActivity(ActivityClaim claim) {
        connections.inOwnTransaction(connections.queryOn(session -> {
            ActivityTaskRow row = holder(session, claim);
            if (row != null) {
                row.stage = Stage.ROUTED;
                row.availableAt = row.stageAt;
                row.claimant = null;
                session.update(row);
            }
            return claim;
        }));
    }

    @Override
    public Duration reserveStarts(String taskQueue, int count, Duration apart) {
        return connections.inOwnTransaction(
                connections.queryOn(session -> reservations.reserve(session, taskQueue, count, apart)));
    }

    @Override
    public Optional<ActivityTaskState> takeBackActivity(
            UUID nodeId, UUID runId, int scheduledEventId, int attempt, IfClaimed ifClaimed) {
        return connections.inOwnTransaction(connections.queryOn(session -> {
            ActivityTaskRow row = lockOfOwner(session, nodeId, runId, scheduledEventId);
            if (row == null) {
                return Optional.empty();
            }
            if (row.stage == Stage.ROUTED && (attempt == 0 || attempt == row.attempt)) {
                row.stage = Stage.RELEASED;
                row.availableAt = null;
                session.update(row);
            } else if (row.claimant != null && ifClaimed == IfClaimed.ASK_TO_STOP) {
                row.cancelRequested = true;
                session.update(row);
            } else if (row.claimant != null && ifClaimed == IfClaimed.REVOKE) {
                row.stage = Stage.STARTED;
                row.claimant = null;
                session.update(row);
            }
            return Optional.of(codec.fromRow(row));
        }));
    }

    @Override
    public boolean hurryActivity(UUID nodeId, UUID runId, int scheduledEventId, Instant dueAt) {
        return connections.inOwnTransaction(connections.queryOn(session -> {
            ActivityTaskRow row = lockOfOwner(session, nodeId, runId, scheduledEventId);
            if (row == null || row.stage != Stage.ROUTED || !row.stageAt.isAfter(dueAt)) {
                return false;
            }
            row.stageAt = Micros.of(dueAt);
            row.availableAt = row.stageAt;
            session.update(row);
            return true;
        }));
    }

    private static @Nullable ActivityTaskRow lockOfOwner(
            StatelessSession session, UUID nodeId, UUID runId, int scheduledEventId) {
        boolean owned = !session.createSelectionQuery(OWNED_RUN, RunRow.class)
                .setParameter("run", runId)
                .setParameter("node", nodeId)
                .setHibernateLockMode(LockMode.PESSIMISTIC_WRITE)
                .getResultList()
                .isEmpty();
        return owned ? lock(session, runId, scheduledEventId) : null;
    }

    private static @Nullable ActivityTaskRow holder(StatelessSession session, ActivityClaim claim) {
        ActivityTaskRow row = lock(session, claim.runId(), claim.scheduledEventId());
        return row != null && claim.nodeId().equals(row.claimant) && row.attempt == claim.attempt() ? row : null;
    }

    private static @Nullable ActivityTaskRow lock(StatelessSession session, UUID runId, int scheduledEventId) {
        return session.get(
                ActivityTaskRow.class, new ActivityTaskRow.Key(runId, scheduledEventId), LockMode.PESSIMISTIC_WRITE);
    }
}
