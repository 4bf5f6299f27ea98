package dev.durable.jpa;

import dev.durable.store.ActivityTaskState;
import dev.durable.store.NewRun;
import dev.durable.store.TurnWrite;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The rows that the turns of one commit write, table by table. */
final class TurnRows {

    /** Failed attempts that are kept of each activity. */
    static final int KEPT_ATTEMPTS = 100;

    final List<RunRow> newRuns = new ArrayList<>();
    final List<RunStart> specialRuns = new ArrayList<>();
    final List<EventRow> events = new ArrayList<>();
    final List<MessageRow.Key> consumedMessages = new ArrayList<>();
    final List<MessageRow> parkedMessages = new ArrayList<>();
    final List<TurnWrite> updatingTurns = new ArrayList<>();
    final List<TurnWrite> continuedTurns = new ArrayList<>();
    final List<TurnWrite> statusTurns = new ArrayList<>();
    final List<TurnWrite> searchAttributeTurns = new ArrayList<>();
    final List<ActivityTaskRow> activityTasks = new ArrayList<>();
    final List<ActivityTaskRow.Key> endedActivityTasks = new ArrayList<>();
    final List<FailedAttemptRow> failedAttempts = new ArrayList<>();
    final List<FailedAttemptRow.Key> outdatedAttempts = new ArrayList<>();

    private final RowCodec codec;
    private boolean outputs;

    TurnRows(List<TurnWrite> turns, RowCodec codec) {
        this.codec = codec;
        turns.forEach(this::add);
        // always in the same order, so that two writers do not wait for each other
        continuedTurns.sort(Comparator.comparing(TurnWrite::runId));
        statusTurns.sort(Comparator.comparing(TurnWrite::runId));
    }

    /** Whether something is written of other runs. */
    boolean haveOutputs() {
        return outputs;
    }

    /** Whether there is nothing but events. */
    boolean areOnlyEvents() {
        return newRuns.isEmpty() && updatingTurns.isEmpty() && areOnlyRunsAndEvents();
    }

    /** Whether there is nothing but events, new runs and updates of other runs. */
    boolean areOnlyRunsAndEvents() {
        return activityTasks.isEmpty()
                && endedActivityTasks.isEmpty()
                && failedAttempts.isEmpty()
                && consumedMessages.isEmpty()
                && parkedMessages.isEmpty()
                && specialRuns.isEmpty()
                && continuedTurns.isEmpty()
                && statusTurns.isEmpty()
                && searchAttributeTurns.isEmpty()
                && !outputs
                && updatingTurns.stream().allMatch(turn -> turn.newRun() == null);
    }

    private void add(TurnWrite turn) {
        UUID runId = turn.runId();
        NewRun newRun = turn.newRun();
        if (newRun != null) {
            addRun(RunStart.of(turn, newRun));
        }
        turn.events().forEach(event -> events.add(codec.toRow(runId, event)));
        turn.consumedMessages().forEach(messageId -> consumedMessages.add(new MessageRow.Key(runId, messageId)));
        turn.parkedMessages().forEach(message -> parkedMessages.add(codec.toRow(runId, message, true)));
        addUpdates(turn);
        addActivities(turn);
        if (!turn.searchAttributes().isEmpty()) {
            searchAttributeTurns.add(turn);
        }
        outputs |= !turn.output().isEmpty();
    }

    private void addRun(RunStart start) {
        if (start.isOrdinary()) {
            newRuns.add(start.row());
        } else {
            specialRuns.add(start);
        }
    }

    private void addUpdates(TurnWrite turn) {
        if (turn.output().successor() != null) {
            continuedTurns.add(turn);
        } else if (turn.updatesRun() || turn.closing() != null) {
            updatingTurns.add(turn);
        }
        if (turn.newStatus() != null && turn.newRun() == null && turn.closing() == null) {
            statusTurns.add(turn);
        }
    }

    private void addActivities(TurnWrite turn) {
        UUID runId = turn.runId();
        Map<Integer, ActivityTaskState> latest = new LinkedHashMap<>();
        turn.activityTasks().forEach(state -> latest.put(state.scheduledEventId(), state));
        latest.keySet().removeAll(turn.endedActivityTasks());
        latest.values().forEach(state -> activityTasks.add(codec.toRow(runId, state)));
        turn.endedActivityTasks().forEach(eventId -> endedActivityTasks.add(new ActivityTaskRow.Key(runId, eventId)));
        turn.failedAttempts().forEach(attempt -> {
            failedAttempts.add(codec.toRow(runId, attempt));
            int outdated = attempt.attempt() - KEPT_ATTEMPTS;
            if (outdated > 0) {
                outdatedAttempts.add(new FailedAttemptRow.Key(runId, attempt.scheduledEventId(), outdated));
            }
        });
    }
}
