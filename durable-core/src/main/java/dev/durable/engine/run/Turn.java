package dev.durable.engine.run;

import dev.durable.client.FailedAttempt;
import dev.durable.client.WorkflowStatus;
import dev.durable.engine.activity.ActivityTask;
import dev.durable.history.ActivityTaskCancelRequested;
import dev.durable.history.ActivityTaskReported;
import dev.durable.history.CommandEvent;
import dev.durable.history.HistoryEvent;
import dev.durable.history.InboundEvent;
import dev.durable.history.UpsertWorkflowSearchAttributes;
import dev.durable.history.WorkflowExecutionStarted;
import dev.durable.search.SearchAttributes;
import dev.durable.store.ActivityTaskState;
import dev.durable.store.ActivityTaskState.Stage;
import dev.durable.store.NewRun;
import dev.durable.store.OutgoingMessage;
import dev.durable.store.RunClosing;
import dev.durable.store.StoredMessage;
import dev.durable.store.TurnWrite;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One turn in the making: what is to be committed, which inputs it has used up, and what follows from its commit. Confined to the
 * run's actor.
 */
final class Turn {

    private final List<HistoryEvent> events = new ArrayList<>();
    private final List<UUID> consumedMessages = new ArrayList<>();
    private final List<StoredMessage> parkedMessages = new ArrayList<>();
    private final List<ActivityTask> retries = new ArrayList<>();
    private final List<ActivityTask> hurried = new ArrayList<>();
    private final List<ActivityTaskState> activityTasks = new ArrayList<>();
    private final List<Integer> endedActivityTasks = new ArrayList<>();
    private final List<FailedAttempt> failedAttempts = new ArrayList<>();
    private final List<RunInput> inputs = new ArrayList<>();
    private final List<Runnable> afterCommit = new ArrayList<>(0);
    private final List<String> abandonedHandlers = new ArrayList<>(0);
    private @Nullable NewRun newRun;
    private final List<OutgoingMessage> closingMessages = new ArrayList<>();
    private @Nullable RunClosing closing;
    private @Nullable TurnWrite successor;
    private SearchAttributes searchAttributes = SearchAttributes.EMPTY;
    private @Nullable WorkflowStatus newStatus;

    void start(NewRun row, WorkflowExecutionStarted started) {
        newRun = row;
        searchAttributes = started.searchAttributes();
    }

    /** An input that this turn uses up; it goes back into the mailbox if the turn cannot be committed. */
    void uses(RunInput input) {
        inputs.add(input);
    }

    /** Whether this very input is used up by the turn. */
    boolean isUsing(RunInput input) {
        return inputs.stream().anyMatch(used -> used == input);
    }

    void append(InboundEvent event, List<CommandEvent> answers) {
        events.add(event);
        appendCommands(answers);
    }

    void appendCommands(List<CommandEvent> commands) {
        for (CommandEvent command : commands) {
            if (command instanceof UpsertWorkflowSearchAttributes upsert) {
                changeSearchAttributes(upsert.searchAttributes());
            }
        }
        events.addAll(commands);
    }

    void changeSearchAttributes(SearchAttributes change) {
        searchAttributes = searchAttributes.andThen(change);
    }

    void close(HistoryEvent closingEvent) {
        events.add(closingEvent);
        closing = RunClosing.by(closingEvent);
    }

    /** Has something done once the turn is committed; at once if it turns out to be empty. */
    void whenCommitted(Runnable action) {
        afterCommit.add(action);
    }

    /** Notes handlers that are cut off by the end of the run and should not have been. */
    void abandon(List<String> handlers) {
        abandonedHandlers.addAll(handlers);
    }

    List<String> abandonedHandlers() {
        return abandonedHandlers;
    }

    /** Notes what others have to be told of the end, and which run takes the place of this one, if any. */
    void followUp(List<OutgoingMessage> messages, @Nullable TurnWrite nextRun) {
        closingMessages.addAll(messages);
        successor = nextRun;
    }

    @Nullable
    TurnWrite successor() {
        return successor;
    }

    List<OutgoingMessage> closingMessages() {
        return closingMessages;
    }

    void changeStatus(WorkflowStatus status) {
        newStatus = status;
    }

    void consume(UUID messageId) {
        if (!consumedMessages.contains(messageId)) {
            consumedMessages.add(messageId);
        }
    }

    /** Takes back {@link #park}; false if the message was not parked. */
    boolean unpark(UUID messageId) {
        return parkedMessages.removeIf(message -> message.messageId().equals(messageId));
    }

    /** Stores a message beside the run; one that was parked before in this turn is stored once. */
    void park(StoredMessage message) {
        unpark(message.messageId());
        parkedMessages.add(message);
    }

    List<StoredMessage> parkedMessages() {
        return parkedMessages;
    }

    void retry(ActivityTask next, ActivityTaskState state, @Nullable FailedAttempt failed) {
        retries.add(next);
        activityTasks.add(state);
        if (failed != null) {
            failedAttempts.add(failed);
        }
    }

    /** Notes what is known of an attempt that is under way, or will not begin on this node. */
    void store(ActivityTaskState state) {
        activityTasks.add(state);
    }

    /** Whether an attempt of the activity is stored for whichever node claims it. */
    boolean routes(int scheduledEventId) {
        return activityTasks.stream()
                .anyMatch(state -> state.scheduledEventId() == scheduledEventId && state.stage() == Stage.ROUTED);
    }

    void endRetries(int scheduledEventId) {
        endedActivityTasks.add(scheduledEventId);
    }

    void codeFailed(FailedAttempt failed) {
        failedAttempts.add(failed);
    }

    boolean isEmpty() {
        return newRun == null
                && events.isEmpty()
                && consumedMessages.isEmpty()
                && parkedMessages.isEmpty()
                && activityTasks.isEmpty()
                && failedAttempts.isEmpty();
    }

    int steps() {
        return inputs.size() + consumedMessages.size();
    }

    boolean closesRun() {
        return closing != null;
    }

    boolean startsRun() {
        return newRun != null;
    }

    List<HistoryEvent> events() {
        return events;
    }

    List<RunInput> inputs() {
        return inputs;
    }

    /** Whether an activity has ended, or is asked to stop. */
    boolean settles(int scheduledEventId) {
        return events.stream()
                .anyMatch(event -> event instanceof ActivityTaskCancelRequested request
                                && request.scheduledEventId() == scheduledEventId
                        || event.endsEventId() == scheduledEventId);
    }

    /** The inputs that still have to be handled: all but those whose sender was told of a failure. */
    List<RunInput> pendingInputs() {
        return inputs.stream().filter(input -> !isRefused(input)).toList();
    }

    /** Reports about activities whose senders were told that nothing comes of them. */
    List<ActivityTaskReported> refusedReports() {
        return inputs.stream()
                .filter(Turn::isRefused)
                .filter(RunInput.Deliver.class::isInstance)
                .map(input -> ((RunInput.Deliver) input).event())
                .filter(ActivityTaskReported.class::isInstance)
                .map(ActivityTaskReported.class::cast)
                .toList();
    }

    /** Notes of one of the retries that it is not a new attempt, but one that waits here and may begin before the turn is committed. */
    void hurry(ActivityTask retry) {
        hurried.add(retry);
    }

    /** Whether nothing else is to be done about an activity than to hurry its attempt. */
    boolean onlyHurries(int scheduledEventId) {
        return retries.stream()
                .filter(retry -> retry.scheduledEventId() == scheduledEventId)
                .reduce((before, next) -> next)
                .filter(hurried::contains)
                .isPresent();
    }

    List<ActivityTask> retries() {
        return retries;
    }

    List<Integer> endedActivityTasks() {
        return endedActivityTasks;
    }

    List<ActivityTaskState> activityTasks() {
        return activityTasks;
    }

    /**
     * Whether somebody waits for the commit: a caller, or effects of what the code has asked for. Other turns may stay open for a while, to
     * take in more.
     */
    boolean isUrgent() {
        return newRun != null
                || closing != null
                || !parkedMessages.isEmpty()
                || !activityTasks.isEmpty()
                || !failedAttempts.isEmpty()
                || !afterCommit.isEmpty()
                || !closingMessages.isEmpty()
                || newStatus != null
                || inputs.stream().map(RunInput::acceptance).anyMatch(Objects::nonNull)
                || !events.stream().allMatch(Turn::canWait);
    }

    /**
     * What is known to have no effect outside and nobody who waits for it. The end of an ordinary activity is not among it: it may stand
     * for an effect that must not be made again, and gets no less durable because local activities follow.
     */
    private static boolean canWait(HistoryEvent event) {
        return switch (event.type()) {
            case WorkflowExecutionStarted,
                    WorkflowExecutionSignaled,
                    LocalActivityTaskCompleted,
                    LocalActivityTaskFailed,
                    TimerFired,
                    MarkerRecorded -> true;
            default -> false;
        };
    }

    List<UUID> consumedMessages() {
        return consumedMessages;
    }

    /** Does what was to wait for the commit, and tells everybody who waits for an input of this turn that it is durable. */
    void acknowledge() {
        afterCommit.forEach(Runnable::run);
        inputs.stream().map(RunInput::acceptance).filter(Objects::nonNull).forEach(accepted -> accepted.complete(null));
    }

    /** Tells everybody who waits for an input of this turn that it was not accepted. */
    void refuse(RuntimeException reason) {
        inputs.stream()
                .map(RunInput::acceptance)
                .filter(Objects::nonNull)
                .forEach(accepted -> accepted.completeExceptionally(reason));
    }

    private static boolean isRefused(RunInput input) {
        CompletableFuture<Void> acceptance = input.acceptance();
        return acceptance != null && acceptance.isCompletedExceptionally();
    }

    TurnWrite toWrite(UUID runId, UUID nodeId, RunOutput output) {
        return new TurnWrite(
                runId,
                nodeId,
                newRun,
                events,
                closing,
                consumedMessages,
                parkedMessages,
                activityTasks,
                endedActivityTasks,
                failedAttempts,
                searchAttributes,
                newStatus,
                output.of(events, closingMessages, successor));
    }
}
