package dev.durable.engine.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.activity.ActivityInfo;
import dev.durable.client.FailedAttempt;
import dev.durable.client.WorkflowStatus;
import dev.durable.engine.testing.HistoryRules;
import dev.durable.engine.testing.PrefixReplay;
import dev.durable.engine.testing.RelationRules;
import dev.durable.history.ActivityTaskScheduled;
import dev.durable.history.EventText;
import dev.durable.history.HistoryEvent;
import dev.durable.history.WorkflowExecutionReset;
import dev.durable.history.WorkflowExecutionSignaled;
import dev.durable.history.WorkflowExecutionStarted;
import dev.durable.history.WorkflowExecutionUpdateAccepted;
import dev.durable.payload.Payload;
import dev.durable.store.ActivityTaskState;
import dev.durable.store.DurableStore;
import dev.durable.store.StoredMessage;
import dev.durable.store.StoredRun;
import dev.durable.store.TurnWrite;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;

/** Looks on, past all nodes, and checks that what they promise is true: at once where that is cheap, and all of it in the end. */
final class Checker {

    private final Map<UUID, Integer> lengths = new LinkedHashMap<>();
    private final Map<String, List<UUID>> runs = new LinkedHashMap<>();
    private final Map<String, Integer> begun = new HashMap<>();
    private final List<String> acknowledgedStarts = new ArrayList<>();
    private final List<String> rolledBackStarts = new ArrayList<>();
    private final Map<Integer, String> sent = new LinkedHashMap<>();
    private final Map<Integer, Integer> tries = new HashMap<>();
    private final Map<Integer, Boolean> taken = new HashMap<>();
    private DurableStore store;
    private Histories histories;

    void watch(DurableStore database) {
        store = database;
        histories = new Histories(database);
    }

    /** Turns were committed: histories grow event by event, whoever writes them. */
    void committed(List<TurnWrite> turns) {
        for (TurnWrite turn : turns) {
            grow(turn);
            turn.output().children().forEach(this::grow);
            if (turn.output().successor() != null) {
                grow(turn.output().successor());
            }
        }
    }

    private void grow(TurnWrite turn) {
        if (turn.newRun() != null) {
            if (store.findRun(turn.runId()).isEmpty() || lengths.containsKey(turn.runId())) {
                return; // a child that was refused
            }
            String workflowId = turn.newRun().workflowId();
            requireAlone(workflowId);
            runs.computeIfAbsent(workflowId, id -> new ArrayList<>()).add(turn.runId());
        }
        for (HistoryEvent event : turn.events()) {
            int length = lengths.getOrDefault(turn.runId(), 0);
            assertThat(event.eventId()).as("next event of run %s", turn.runId()).isEqualTo(length + 1);
            lengths.put(turn.runId(), length + 1);
        }
    }

    /** A schedule that waits for its workflows has started one: no other may be open. */
    private void requireAlone(String workflowId) {
        if (workflowId.startsWith(ScheduledErrands.ALONE)) {
            assertThat(runs.keySet().stream()
                            .filter(other -> other.startsWith(ScheduledErrands.ALONE) && !other.equals(workflowId))
                            .filter(this::isOpen))
                    .as("what is open when %s begins", workflowId)
                    .isEmpty();
        }
    }

    /** The code of an activity begins. */
    void activityBegins(ActivityInfo info, boolean onlyOnce) {
        if (info.isLocal()) {
            return;
        }
        int eventId = info.scheduledEventId();
        List<HistoryEvent> history = histories.of(info.runId());
        assertThat(history.size()).as("committed events when %s begins", info).isGreaterThanOrEqualTo(eventId);
        assertThat(history.get(eventId - 1))
                .as("what %s does", info)
                .isInstanceOfSatisfying(
                        ActivityTaskScheduled.class,
                        scheduled -> assertThat(scheduled.activityType()).isEqualTo(info.activityType()));
        if (info.attempt() > 1
                && history.stream().noneMatch(event -> event.endsEventId() == eventId || event.closesRun())) {
            assertThat(store.activityTasks(info.runId()).stream()
                            .filter(state -> state.scheduledEventId() == eventId)
                            .map(ActivityTaskState::attempt))
                    .as("stored attempt when %s begins", info)
                    .anyMatch(attempt -> attempt >= info.attempt());
        }
        String activity = info.runId() + " " + eventId;
        if (onlyOnce) {
            assertThat(begun.merge(activity, 1, Integer::sum))
                    .as("how often %s begins", info)
                    .isEqualTo(1);
        }
    }

    void startAcknowledged(String workflowId) {
        acknowledgedStarts.add(workflowId);
        assertThat(store.findRun(workflowId)).as("run of %s", workflowId).isPresent();
    }

    void startRolledBack(String workflowId) {
        rolledBackStarts.add(workflowId);
    }

    /** A number is about to be sent to a collector. */
    void sent(int number, String workflowId) {
        sent.put(number, workflowId);
    }

    /** The sender of a number was told that it has arrived, or that it was not taken. */
    void answered(int number, boolean accepted) {
        taken.put(number, accepted);
        verifyNumber(number);
    }

    /** A number is sent, perhaps not for the first time, because there was no answer. */
    void sending(int number) {
        tries.merge(number, 1, Integer::sum);
    }

    /** A workflow seems to have ended. */
    void closedSeen(String workflowId) {
        StoredRun run = store.findRun(workflowId).orElseThrow();
        assertThat(run.status().isClosed()).as("%s is closed", run).isTrue();
    }

    /** A query has told which numbers a collector has got. */
    void queried(List<Integer> numbers) {
        for (int number : numbers) {
            verifyNumber(number);
            assertThat(count(number)).as("how often %d is there", number).isPositive();
        }
    }

    /** How often a number is in the histories of its collector, or waits to be. */
    private long count(int number) {
        return runsOf(number)
                .mapToLong(runId -> count(histories.of(runId).stream(), number)
                        + count(store.messages(runId).stream().map(StoredMessage::event), number))
                .sum();
    }

    private Stream<UUID> runsOf(int number) {
        return runs.getOrDefault(sent.get(number), List.of()).stream();
    }

    private static long count(Stream<? extends HistoryEvent> events, int number) {
        return events.filter(event -> isNumber(event, number)).count();
    }

    private static boolean isNumber(HistoryEvent event, int number) {
        List<Payload> input = List.of();
        if (event instanceof WorkflowExecutionSignaled signal) {
            input = signal.input();
        } else if (event instanceof WorkflowExecutionUpdateAccepted update) {
            input = update.input();
        }
        return input.size() == 1 && input.get(0).data().equals(String.valueOf(number));
    }

    /** Whether a schedule exists. */
    boolean isSchedule(String scheduleId) {
        return store.findSchedule(scheduleId).isPresent();
    }

    /** Whether a workflow is open. */
    boolean isOpen(String workflowId) {
        return store.findRun(workflowId).filter(run -> !run.status().isClosed()).isPresent();
    }

    /** Whether a workflow is paused. */
    boolean isPaused(String workflowId) {
        return store.findRun(workflowId)
                .filter(run -> run.status() == WorkflowStatus.PAUSED)
                .isPresent();
    }

    /** Whether a run is open. */
    boolean isAnyOpen() {
        return lengths.keySet().stream()
                .anyMatch(runId -> !store.findRun(runId).orElseThrow().status().isClosed());
    }

    /** The open runs with their histories, for people. */
    String describeOpenRuns() {
        StringBuilder text = new StringBuilder();
        for (StoredRun run : openRuns()) {
            text.append(run).append('\n');
            EventText.of(store.history(run.runId(), 0))
                    .forEach(event -> text.append("  ").append(event).append('\n'));
            text.append("  activities: ")
                    .append(store.activityTasks(run.runId()))
                    .append('\n');
            text.append("  messages: ").append(store.messages(run.runId())).append('\n');
        }
        return text.toString();
    }

    private List<StoredRun> openRuns() {
        return lengths.keySet().stream()
                .map(runId -> store.findRun(runId).orElseThrow())
                .filter(run -> !run.status().isClosed())
                .toList();
    }

    /** Checks everything, after all nodes have stopped. */
    void verify(PrefixReplay replay, Random sample, LateReports reports) {
        Map<UUID, List<HistoryEvent>> whole = new LinkedHashMap<>();
        for (UUID runId : lengths.keySet()) {
            StoredRun run = store.findRun(runId).orElseThrow();
            List<HistoryEvent> history = store.history(runId, 0);
            whole.put(runId, history);
            assertThat(run.status().isClosed()).as("%s is closed", run).isTrue();
            assertThat(run.owner()).as("owner of %s", run).isNull();
            assertThat(run.pendingMessages()).as("messages of %s", run).isZero();
            assertThat(history)
                    .as("history of %s", run)
                    .hasSize(lengths.get(runId))
                    .isEqualTo(histories.of(runId));
            HistoryRules.verify(history, true);
            assertThat(store.failedAttempts(runId, 1_000).stream()
                            .filter(attempt -> attempt.scheduledEventId() == 0)
                            .map(FailedAttempt::failure))
                    .as("failures of the code of %s", run)
                    .isEmpty();
            replay.verifySample(runId, history, sample);
        }
        RelationRules.verify(whole);
        Bookings.verify(whole, runs.keySet());
        reports.verify(whole);
        acknowledgedStarts.forEach(this::verifyStart);
        runs.keySet().stream()
                .filter(workflowId -> workflowId.startsWith(ScheduledErrands.PREFIX))
                .forEach(this::verifyStart);
        rolledBackStarts.forEach(workflowId -> assertThat(runs).doesNotContainKey(workflowId));
        sent.keySet().forEach(this::verifyNumber);
    }

    private void verifyStart(String workflowId) {
        assertThat(runs.get(workflowId).stream().map(histories::of).filter(Checker::beginsAChain))
                .as("starts of %s", workflowId)
                .hasSize(1);
    }

    /** Whether a caller has asked for the run, rather than a run before it or a reset. */
    private static boolean beginsAChain(List<HistoryEvent> history) {
        return ((WorkflowExecutionStarted) history.get(0)).origin().continuedRunId() == null
                && history.stream().noneMatch(WorkflowExecutionReset.class::isInstance);
    }

    private void verifyNumber(int number) {
        List<Long> counts = runsOf(number)
                .map(runId -> count(histories.of(runId).stream(), number))
                .toList();
        assertThat(counts).as("how often %d is there, in each history", number).allMatch(ofRun -> ofRun <= 1);
        long count = count(number);
        if (tries.getOrDefault(number, 0) <= 1) {
            // requests are recognized by their ids within a run only
            assertThat(count).as("how often %d is there", number).isLessThanOrEqualTo(1);
        }
        Boolean accepted = taken.get(number);
        // a second request may be rejected although the first one was accepted
        if (accepted != null && (accepted || tries.getOrDefault(number, 0) <= 1)) {
            assertThat(count > 0).as("whether %d is there", number).isEqualTo(accepted);
        }
    }
}
