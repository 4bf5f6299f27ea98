package dev.durable.engine.run;

import dev.durable.client.FailedAttempt;
import dev.durable.engine.activity.ActivityTask;
import dev.durable.history.CommandEvent;
import dev.durable.history.InboundEvent;
import dev.durable.history.WorkflowExecutionSignaled;
import dev.durable.history.WorkflowExecutionStarted;
import dev.durable.history.WorkflowExecutionUpdateAccepted;
import dev.durable.payload.Payload;
import dev.durable.store.ActivityTaskState;
import dev.durable.store.NewRun;
import dev.durable.store.RunRelease;
import dev.durable.store.RunSnapshot;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What is put into the mailbox of a run. */
sealed interface RunInput {

    /** Completed when the input is durable; null if nobody waits for that. */
    default @Nullable CompletableFuture<Void> acceptance() {
        return null;
    }

    /** Tells whoever waits for the input that nothing comes of it here. */
    default void refuse(RuntimeException reason) {
        CompletableFuture<Void> acceptance = acceptance();
        if (acceptance != null) {
            acceptance.completeExceptionally(reason);
        }
    }

    /**
     * The run is to begin.
     *
     * @param signals signals that come with the start, in the same commit
     * @param update an update that comes with the start, in the same commit; null if there is none
     * @param accepted completed when its start is durable
     */
    record Begin(
            NewRun row,
            WorkflowExecutionStarted started,
            List<WorkflowExecutionSignaled> signals,
            @Nullable Update update,
            CompletableFuture<Void> accepted)
            implements RunInput {

        @Override
        public CompletableFuture<Void> acceptance() {
            return accepted;
        }

        @Override
        public void refuse(RuntimeException reason) {
            accepted.completeExceptionally(reason);
            if (update != null) {
                update.refuse(reason);
            }
        }
    }

    /**
     * The run is to be loaded, because this node has become its owner.
     *
     * @param snapshot what was read of it since, or null
     */
    record Adopt(@Nullable RunSnapshot snapshot) implements RunInput {}

    /** The run was free for a while without this node's knowing, and is its own again: others may have gone on with it. */
    record Reclaimed() implements RunInput {}

    /**
     * The history is at least so long. If the run does not know all of it, another node has added to it.
     *
     * @param lastEventId the last event that is stored
     */
    record HistoryReaches(int lastEventId) implements RunInput {}

    /** The run's start was stored for this node, and nothing else has happened yet: its first step is to be made. */
    record BeginStored(WorkflowExecutionStarted started) implements RunInput {}

    /**
     * Something happened to the workflow.
     *
     * @param event with event id 0
     * @param accepted completed when the event is durable; null if nobody waits
     */
    record Deliver(InboundEvent event, @Nullable CompletableFuture<Void> accepted) implements RunInput {

        @Override
        public @Nullable CompletableFuture<Void> acceptance() {
            return accepted;
        }
    }

    /**
     * Somebody asks for an update.
     *
     * @param request the event to be recorded if it is accepted, with event id 0
     */
    record Update(WorkflowExecutionUpdateAccepted request, UpdateCall call) implements RunInput {

        @Override
        public CompletableFuture<Void> acceptance() {
            return call.accepted();
        }

        @Override
        public void refuse(RuntimeException reason) {
            call.refuse(reason);
        }
    }

    /**
     * Somebody wants to know what becomes of an update that may have been accepted. If it is not known, the call is refused with {@link
     * RunGoneException}: the store knows more.
     */
    record FindUpdate(String updateId, UpdateCall call) implements RunInput {

        @Override
        public void refuse(RuntimeException reason) {
            call.refuse(reason);
        }
    }

    /** Messages for the run were stored. */
    record MessagesStored() implements RunInput {}

    /** What became of requests that concern other runs has to be asked the store. */
    record LookUp(List<CommandEvent> requests) implements RunInput {}

    /** An activity is to be tried again; the attempt has to be made durable first. */
    record ActivityRetry(ActivityTask next, @Nullable FailedAttempt failed) implements RunInput {}

    /** An attempt has not begun here and will not: the node stops. */
    record ActivityRelease(ActivityTask unbegun) implements RunInput {}

    /** An attempt has not begun here, where too many wait: whichever node claims it is to make it. */
    record ActivityWithdrawn(ActivityTask unbegun) implements RunInput {}

    /**
     * What is known of an attempt that is under way is to be stored.
     *
     * @param stored completed when it is
     */
    record ActivityUnderWay(ActivityTaskState state, CompletableFuture<Void> stored) implements RunInput {

        @Override
        public CompletableFuture<Void> acceptance() {
            return stored;
        }
    }

    /**
     * A local activity of the code in memory has ended.
     *
     * @param execution which execution it was
     * @param outcome with event id 0
     */
    record LocalActivityEnded(int execution, InboundEvent outcome) implements RunInput {}

    /** The turn has waited long enough for local activities. */
    record StopWaiting() implements RunInput {}

    /** Somebody asks for state. */
    record Query(String name, List<Payload> arguments, CompletableFuture<Payload> answer) implements RunInput {

        @Override
        public void refuse(RuntimeException reason) {
            answer.completeExceptionally(reason);
        }
    }

    /** The code should leave memory, unless there is work. */
    record Evict() implements RunInput {}

    /**
     * The run has not been used for long, or there are too many: it should leave this node, unless there is work.
     *
     * @param margin it stays if a timer is due so soon
     * @param orUnload whether its code, at least, should leave memory
     */
    record Passivate(Duration margin, boolean orUnload) implements RunInput {}

    /** The pause after a failure of code is over. */
    record TryAgain() implements RunInput {}

    /** The node stops: the run leaves memory for good, telling how it can be released. */
    record Freeze(CompletableFuture<Optional<RunRelease>> frozen) implements RunInput {

        @Override
        public void refuse(RuntimeException reason) {
            frozen.complete(Optional.empty());
        }
    }
}
