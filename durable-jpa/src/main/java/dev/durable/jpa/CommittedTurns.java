package dev.durable.jpa;

import dev.durable.client.FailedAttempt;
import dev.durable.history.HistoryEvent;
import dev.durable.search.SearchAttributes;
import dev.durable.store.ActivityTaskState;
import dev.durable.store.StoredMessage;
import dev.durable.store.TurnWrite;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.StatelessSession;

/** Finds out whether a turn is committed, by what it would have left behind. */
final class CommittedTurns {

    private final RunQueries queries;
    private final RowCodec codec;

    CommittedTurns(RunQueries queries, RowCodec codec) {
        this.queries = queries;
        this.codec = codec;
    }

    boolean contains(StatelessSession session, TurnWrite turn) {
        if (!turn.events().isEmpty()) {
            HistoryEvent last = turn.events().get(turn.events().size() - 1);
            HistoryEvent stored = queries.event(session, turn.runId(), last.eventId());
            return asStored(turn.runId(), last).equals(stored) && (!turn.mayBeMadeAlike() || isOwned(session, turn));
        }
        return hasRun(session, turn)
                && hasMessages(session, turn)
                && hasActivities(session, turn)
                && hasSearchAttributes(session, turn);
    }

    private static boolean isOwned(StatelessSession session, TurnWrite turn) {
        RunRow run = session.get(RunRow.class, turn.runId());
        return run != null && turn.nodeId().equals(run.owner);
    }

    private static boolean hasSearchAttributes(StatelessSession session, TurnWrite turn) {
        if (turn.searchAttributes().isEmpty()) {
            return true;
        }
        SearchAttributes stored = RunListing.searchAttributes(session, turn.runId());
        return stored.changedBy(turn.searchAttributes()).equals(stored);
    }

    /** In the precision and form in which it comes back. */
    private HistoryEvent asStored(UUID runId, HistoryEvent event) {
        return codec.fromRow(codec.toRow(runId, event));
    }

    private static boolean hasRun(StatelessSession session, TurnWrite turn) {
        if (turn.newRun() == null && turn.closing() == null && turn.newStatus() == null) {
            return true;
        }
        RunRow run = session.get(RunRow.class, turn.runId());
        return run != null
                && (turn.closing() == null || run.status == turn.closing().status())
                && (turn.closing() != null || turn.newStatus() == null || run.status == turn.newStatus());
    }

    private boolean hasMessages(StatelessSession session, TurnWrite turn) {
        if (turn.consumedMessages().isEmpty() && turn.parkedMessages().isEmpty()) {
            return true;
        }
        Map<UUID, Boolean> parked = new HashMap<>();
        queries.messageRows(session, turn.runId()).forEach(row -> parked.put(row.key.messageId(), row.parked));
        Set<UUID> toBeParked =
                turn.parkedMessages().stream().map(StoredMessage::messageId).collect(Collectors.toSet());
        return toBeParked.stream().allMatch(id -> parked.getOrDefault(id, false))
                && turn.consumedMessages().stream().allMatch(id -> toBeParked.contains(id) || !parked.containsKey(id));
    }

    private boolean hasActivities(StatelessSession session, TurnWrite turn) {
        if (turn.activityTasks().isEmpty() && turn.endedActivityTasks().isEmpty()) {
            return hasFailedAttempts(session, turn);
        }
        Map<Integer, ActivityTaskState> stored = queries.activityTasks(session, turn.runId()).stream()
                .collect(Collectors.toMap(ActivityTaskState::scheduledEventId, state -> state));
        Map<Integer, ActivityTaskState> wanted = new HashMap<>();
        turn.activityTasks().forEach(state -> wanted.put(state.scheduledEventId(), asStored(turn.runId(), state)));
        turn.endedActivityTasks().forEach(wanted::remove);
        return wanted.entrySet().stream().allMatch(entry -> entry.getValue().isOrHasBecome(stored.get(entry.getKey())))
                && turn.endedActivityTasks().stream().noneMatch(stored::containsKey)
                && hasFailedAttempts(session, turn);
    }

    private boolean hasFailedAttempts(StatelessSession session, TurnWrite turn) {
        return turn.failedAttempts().stream().allMatch(attempt -> isStored(session, turn.runId(), attempt));
    }

    private boolean isStored(StatelessSession session, UUID runId, FailedAttempt attempt) {
        FailedAttemptRow.Key key = new FailedAttemptRow.Key(runId, attempt.scheduledEventId(), attempt.attempt());
        return session.get(FailedAttemptRow.class, key) != null;
    }

    private ActivityTaskState asStored(UUID runId, ActivityTaskState state) {
        return codec.fromRow(codec.toRow(runId, state));
    }
}
