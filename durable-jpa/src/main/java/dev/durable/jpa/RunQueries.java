package dev.durable.jpa;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toMap;

import dev.durable.client.FailedAttempt;
import dev.durable.history.EventType;
import dev.durable.history.HistoryEvent;
import dev.durable.history.WorkflowExecutionSignaled;
import dev.durable.store.ActivityTaskState;
import dev.durable.store.RunSnapshot;
import dev.durable.store.StoredMessage;
import dev.durable.store.StoredRun;
import jakarta.persistence.Tuple;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.LockMode;
import org.hibernate.StatelessSession;
import org.hibernate.query.SelectionQuery;
import org.jspecify.annotations.Nullable;

/** Reads what belongs to one run. */
final class RunQueries {

    private static final String BY_WORKFLOW_ID =
            "from Run r where r.workflowId = :workflowId order by r.openKey nulls last, r.runId desc";

    private static final String HISTORY =
            "from Event e where e.key.runId = :run and e.key.eventId > :after order by e.key.eventId";

    private static final String LAST_EVENT = "from Event e where e.key.runId = :run order by e.key.eventId desc";

    private static final String LAST_EVENT_IDS =
            "select e.key.runId, max(e.key.eventId) from Event e where e.key.runId in :runs group by e.key.runId";

    private static final String MESSAGES = "from Message m where m.key.runId = :run order by m.key.messageId";

    private static final int LATEST_RUNS = 10;

    private static final String RUNS_OF_WORKFLOW =
            "select r.runId from Run r where r.workflowId = :workflowId order by r.runId desc";

    private static final String MESSAGE_COUNT =
            "select count(*) from Message m where m.key.runId in :runs and m.key.messageId = :message";

    private static final String SIGNALS = "from Event e where e.key.runId in :runs and e.eventType = :type"
            + " and cast(sql('(? like ?)', e.attributes, :attributes) as Boolean) = true";

    private static final String ACTIVITY_TASKS =
            "from ActivityTask t where t.key.runId = :run order by t.key.scheduledEventId";

    /** One event more than a run may have tells that it has more. */
    private static final String FIRST_EVENTS = "from Event e where e.key.runId in :runs and e.key.eventId <= :most + 1"
            + " order by e.key.runId, e.key.eventId";

    private static final String MESSAGES_OF_RUNS =
            "from Message m where m.key.runId in :runs order by m.key.runId, m.key.messageId";

    private static final String ACTIVITY_TASKS_OF_RUNS =
            "from ActivityTask t where t.key.runId in :runs order by t.key.runId, t.key.scheduledEventId";

    private static final String FAILED_ATTEMPTS = "from FailedAttempt f where f.key.runId = :run"
            + " order by f.failedAt desc, f.key.scheduledEventId desc, f.key.attempt desc";

    private final RowCodec codec;

    RunQueries(RowCodec codec) {
        this.codec = codec;
    }

    Optional<StoredRun> findRun(StatelessSession session, UUID runId) {
        return Optional.ofNullable(session.get(RunRow.class, runId)).map(RunRow::toStoredRun);
    }

    Optional<StoredRun> findRun(StatelessSession session, String workflowId) {
        return session.createSelectionQuery(BY_WORKFLOW_ID, RunRow.class)
                .setParameter("workflowId", workflowId)
                .setMaxResults(1)
                .uniqueResultOptional()
                .map(RunRow::toStoredRun);
    }

    List<HistoryEvent> history(StatelessSession session, UUID runId, int afterEventId) {
        return events(historyQuery(session, runId, afterEventId));
    }

    List<HistoryEvent> history(StatelessSession session, UUID runId, int afterEventId, int limit) {
        return events(historyQuery(session, runId, afterEventId).setMaxResults(limit));
    }

    /** Locks what it reads. */
    List<HistoryEvent> lockedHistory(StatelessSession session, UUID runId, int afterEventId) {
        return events(historyQuery(session, runId, afterEventId).setHibernateLockMode(LockMode.PESSIMISTIC_READ));
    }

    private static SelectionQuery<EventRow> historyQuery(StatelessSession session, UUID runId, int afterEventId) {
        return session.createSelectionQuery(HISTORY, EventRow.class)
                .setParameter("run", runId)
                .setParameter("after", afterEventId);
    }

    private List<HistoryEvent> events(SelectionQuery<EventRow> query) {
        return query.getResultList().stream().map(codec::fromRow).toList();
    }

    Optional<HistoryEvent> lastEvent(StatelessSession session, UUID runId) {
        return session.createSelectionQuery(LAST_EVENT, EventRow.class)
                .setParameter("run", runId)
                .setMaxResults(1)
                .uniqueResultOptional()
                .map(codec::fromRow);
    }

    Map<UUID, Integer> lastEventIds(StatelessSession session, Collection<UUID> runIds) {
        return session
                .createSelectionQuery(LAST_EVENT_IDS, Tuple.class)
                .setParameter("runs", runIds)
                .getResultList()
                .stream()
                .collect(toMap(row -> row.get(0, UUID.class), row -> row.get(1, Integer.class)));
    }

    @Nullable
    HistoryEvent event(StatelessSession session, UUID runId, int eventId) {
        EventRow row = session.get(EventRow.class, new EventRow.Key(runId, eventId));
        return row == null ? null : codec.fromRow(row);
    }

    List<MessageRow> messageRows(StatelessSession session, UUID runId) {
        return session.createSelectionQuery(MESSAGES, MessageRow.class)
                .setParameter("run", runId)
                .getResultList();
    }

    List<StoredMessage> messages(StatelessSession session, UUID runId) {
        return messageRows(session, runId).stream().map(codec::fromRow).toList();
    }

    /** Whether the message waits for one of the latest runs of the workflow, or is a signal in the history of one. */
    boolean isDelivered(StatelessSession session, String workflowId, UUID messageId) {
        List<UUID> runs = session.createSelectionQuery(RUNS_OF_WORKFLOW, UUID.class)
                .setParameter("workflowId", workflowId)
                .setMaxResults(LATEST_RUNS)
                .getResultList();
        if (runs.isEmpty()) {
            return false;
        }
        long waiting = session.createSelectionQuery(MESSAGE_COUNT, Long.class)
                .setParameter("runs", runs)
                .setParameter("message", messageId)
                .getSingleResult();
        return waiting > 0 || isRecorded(session, runs, messageId.toString());
    }

    private boolean isRecorded(StatelessSession session, List<UUID> runs, String requestId) {
        return session
                .createSelectionQuery(SIGNALS, EventRow.class)
                .setParameter("runs", runs)
                .setParameter("type", EventType.WorkflowExecutionSignaled.name())
                .setParameter("attributes", "%" + requestId + "%")
                .getResultList()
                .stream()
                .map(row -> (WorkflowExecutionSignaled) codec.fromRow(row))
                .anyMatch(signal -> requestId.equals(signal.requestId()));
    }

    List<ActivityTaskState> activityTasks(StatelessSession session, UUID runId) {
        return states(activityTasksQuery(session, runId));
    }

    /** Locks what it reads. */
    List<ActivityTaskState> lockedActivityTasks(StatelessSession session, UUID runId) {
        return states(activityTasksQuery(session, runId).setHibernateLockMode(LockMode.PESSIMISTIC_READ));
    }

    private static SelectionQuery<ActivityTaskRow> activityTasksQuery(StatelessSession session, UUID runId) {
        return session.createSelectionQuery(ACTIVITY_TASKS, ActivityTaskRow.class)
                .setParameter("run", runId);
    }

    private List<ActivityTaskState> states(SelectionQuery<ActivityTaskRow> query) {
        return query.getResultList().stream().map(codec::fromRow).toList();
    }

    List<RunSnapshot> snapshots(StatelessSession session, Collection<UUID> runIds, int maxEvents) {
        Map<UUID, List<HistoryEvent>> histories = session
                .createSelectionQuery(FIRST_EVENTS, EventRow.class)
                .setParameter("runs", runIds)
                .setParameter("most", maxEvents)
                .getResultList()
                .stream()
                .collect(groupingBy(row -> row.key.runId(), mapping(codec::fromRow, toList())));
        histories.values().removeIf(history -> history.size() > maxEvents);
        Map<UUID, List<StoredMessage>> messages = session
                .createSelectionQuery(MESSAGES_OF_RUNS, MessageRow.class)
                .setParameter("runs", runIds)
                .getResultList()
                .stream()
                .collect(groupingBy(row -> row.key.runId(), mapping(codec::fromRow, toList())));
        Map<UUID, List<ActivityTaskState>> activityTasks = session
                .createSelectionQuery(ACTIVITY_TASKS_OF_RUNS, ActivityTaskRow.class)
                .setParameter("runs", runIds)
                .getResultList()
                .stream()
                .collect(groupingBy(row -> row.key.runId(), mapping(codec::fromRow, toList())));
        return histories.entrySet().stream()
                .map(history -> new RunSnapshot(
                        history.getKey(),
                        history.getValue(),
                        messages.getOrDefault(history.getKey(), List.of()),
                        activityTasks.getOrDefault(history.getKey(), List.of())))
                .toList();
    }

    List<FailedAttempt> failedAttempts(StatelessSession session, UUID runId, int limit) {
        return session
                .createSelectionQuery(FAILED_ATTEMPTS, FailedAttemptRow.class)
                .setParameter("run", runId)
                .setMaxResults(limit)
                .getResultList()
                .stream()
                .map(codec::fromRow)
                .toList();
    }
}
