package dev.durable.store;

import dev.durable.client.FailedAttempt;
import dev.durable.client.WorkflowStatus;
import dev.durable.history.HistoryEvent;
import dev.durable.search.SearchAttributes;
import dev.durable.store.OutgoingMessage.Receiver;
import dev.durable.workflow.WorkflowIdReusePolicy;
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
    private final List<TurnWrite> children = new ArrayList<>();
    private final List<OutgoingMessage> messages = new ArrayList<>();
    private @Nullable TurnWrite successor;
    private @Nullable WorkflowStatus newStatus;
    private SearchAttributes searchAttributes = SearchAttributes.EMPTY;

    TestTurn(TestRun run) {
        this.run = run;
    }

    public TestTurn starts() {
        newRun = run.newRun();
        return this;
    }

    /** Starts as the child of another run, or under a policy. */
    public TestTurn starts(@Nullable UUID parentRunId, WorkflowIdReusePolicy policy) {
        NewRun plain = run.newRun();
        newRun = new NewRun(
                plain.workflowId(),
                plain.workflowType(),
                plain.taskQueue(),
                plain.startedAt(),
                plain.owner(),
                plain.wakeAt(),
                parentRunId,
                null,
                null,
                policy);
        return this;
    }

    /** Starts as a run that continues another. */
    public TestTurn startsInChainOf(UUID firstRunId) {
        NewRun plain = run.newRun();
        newRun = new NewRun(
                plain.workflowId(),
                plain.workflowType(),
                plain.taskQueue(),
                plain.startedAt(),
                plain.owner(),
                plain.wakeAt(),
                null,
                firstRunId,
                null,
                WorkflowIdReusePolicy.ALLOW_DUPLICATE);
        return this;
    }

    /** Starts as a run that only one version of the code may execute. */
    public TestTurn startsPinnedTo(String codeVersion) {
        NewRun plain = run.newRun();
        newRun = new NewRun(
                plain.workflowId(),
                plain.workflowType(),
                plain.taskQueue(),
                plain.startedAt(),
                plain.owner(),
                plain.wakeAt(),
                null,
                null,
                codeVersion,
                WorkflowIdReusePolicy.ALLOW_DUPLICATE);
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

    public TestTurn begins(TurnWrite child) {
        children.add(child);
        return this;
    }

    public TestTurn sends(StoredMessage message, Receiver receiver) {
        messages.add(new OutgoingMessage(message.messageId(), receiver, message.event()));
        return this;
    }

    /** Closes in favour of another run. */
    public TestTurn continuesAs(TurnWrite next) {
        successor = next;
        return closes(WorkflowStatus.CONTINUED_AS_NEW);
    }

    public TestTurn status(WorkflowStatus status) {
        newStatus = status;
        return this;
    }

    public TestTurn searchAttributes(SearchAttributes change) {
        searchAttributes = change;
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
                failedAttempts,
                searchAttributes,
                newStatus,
                new TurnOutput(children, messages, successor));
    }
}
