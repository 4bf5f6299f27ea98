package dev.durable.store;

import dev.durable.client.FailedAttempt;
import dev.durable.client.WorkflowStatus;
import dev.durable.history.HistoryEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Puts a turn together. */
public final class TestTurn {

    private final TestRun run;
    private @Nullable NewRun newRun;
    private final List<HistoryEvent> events = new ArrayList<>();
    private @Nullable RunClosing closing;
    private final List<UUID> consumed = new ArrayList<>();
    private final List<StoredMessage> parked = new ArrayList<>();
    private final List<ActivityTaskState> tasks = new ArrayList<>();
    private final List<Integer> endedTasks = new ArrayList<>();
    private final List<FailedAttempt> failedAttempts = new ArrayList<>();

    TestTurn(TestRun run) {
        this.run = run;
    }

    public TestTurn starts() {
        newRun = run.newRun();
        return this;
    }

    public TestTurn events(HistoryEvent... appended) {
        events.addAll(List.of(appended));
        return this;
    }

    public TestTurn closes(WorkflowStatus status) {
        closing = new RunClosing(status, run.startedAt().plusSeconds(60));
        return this;
    }

    public TestTurn consumes(StoredMessage message) {
        consumed.add(message.messageId());
        return this;
    }

    public TestTurn parks(StoredMessage message) {
        parked.add(message);
        return this;
    }

    public TestTurn task(ActivityTaskState state) {
        tasks.add(state);
        return this;
    }

    public TestTurn endsTask(int scheduledEventId) {
        endedTasks.add(scheduledEventId);
        return this;
    }

    public TestTurn fails(FailedAttempt attempt) {
        failedAttempts.add(attempt);
        return this;
    }

    /** The turn. */
    public TurnWrite write() {
        return new TurnWrite(
                run.runId(),
                run.nodeId(),
                newRun,
                events,
                closing,
                consumed,
                parked,
                tasks,
                endedTasks,
                failedAttempts);
    }
}
