package dev.durable.store.memory;

import dev.durable.client.FailedAttempt;
import dev.durable.client.WorkflowStatus;
import dev.durable.history.HistoryEvent;
import dev.durable.store.ActivityClaim;
import dev.durable.store.ActivityTaskState;
import dev.durable.store.ClaimChange;
import dev.durable.store.NewRun;
import dev.durable.store.RunClosing;
import dev.durable.store.StoreConflictException;
import dev.durable.store.StoreConflictException.Kind;
import dev.durable.store.StoredMessage;
import dev.durable.store.TurnWrite;
import dev.durable.store.memory.MemoryCodec.ActivityTaskRow;
import dev.durable.store.memory.MemoryCodec.EventRow;
import dev.durable.store.memory.MemoryCodec.FailedAttemptRow;
import dev.durable.store.memory.MemoryCodec.MessageRow;
import dev.durable.workflow.WorkflowIdReusePolicy;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes turns and messages into tables, with the fences of the contract and no more: like a database that is not asked, it does
 * not look at the run's owner when only events are appended.
 */
final class MemoryWriter {

    private static final int KEPT_ATTEMPTS = 100;

    private final MemoryCodec codec;
    private final MemoryOutput output;

    MemoryWriter(MemoryCodec codec) {
        this.codec = codec;
        this.output = new MemoryOutput(this);
    }

    /** Writes a turn; ids of children and messages that it leaves out are added to the set. */
    void write(MemoryTables tables, TurnWrite turn, Set<UUID> refused) {
        MemoryRun run = turn.newRun() == null ? existing(tables, turn) : insert(tables, turn, turn.newRun());
        if (turn.updatesRun() && !run.isOwnedBy(turn.nodeId())) {
            throw conflict(Kind.OWNERSHIP_LOST, turn, "belongs to " + run.owner());
        }
        turn.events().forEach(event -> append(run, turn, event));
        turn.consumedMessages().forEach(messageId -> consume(run, turn, messageId));
        turn.parkedMessages().forEach(message -> park(run, turn, message));
        if (!turn.consumedMessages().isEmpty() && !run.hasUnparkedMessages()) {
            run.wake(null);
        }
        writeActivities(run, turn);
        run.changeSearchAttributes(turn.searchAttributes());
        if (turn.newStatus() != null) {
            run.status(turn.newStatus());
        }
        RunClosing closing = turn.closing();
        if (closing != null) {
            close(tables, run, turn, closing);
        }
        output.write(tables, run, turn.output(), refused);
    }

    void addMessage(MemoryTables tables, UUID runId, StoredMessage message, Instant now) {
        MemoryRun run = tables.edit(runId);
        if (run == null || !run.isOpen()) {
            throw notOpen(runId);
        }
        addMessage(run, message, now);
    }

    /** Adds the result of an attempt to a run that the node owns. */
    void report(MemoryTables tables, UUID runId, UUID nodeId, StoredMessage result, Instant now) {
        MemoryRun run = tables.edit(runId);
        if (run == null || !run.isOpen() || !run.isOwnedBy(nodeId)) {
            throw new StoreConflictException(
                    Kind.OWNERSHIP_LOST, "Run " + runId + " is not open or not the node's.", null);
        }
        addMessage(run, result, now);
    }

    /** Ends a claim in the way its holder says. */
    void report(MemoryTables tables, ActivityClaim claim, ClaimChange end, Instant now) {
        MemoryRun run = tables.edit(claim.runId());
        ActivityTaskRow row = run == null || !run.isOpen() ? null : MemoryActivities.holder(run, claim);
        if (run == null || row == null) {
            throw new StoreConflictException(Kind.OWNERSHIP_LOST, claim + " is not held any more.", null);
        }
        run.activityTasks().put(row.scheduledEventId(), row.changedBy(codec.toRow(end.state()), null));
        if (end.message() != null) {
            addMessage(run, end.message(), now);
        }
    }

    void addMessage(MemoryRun run, StoredMessage message, Instant now) {
        run.messages().put(message.messageId(), codec.toRow(message, false));
        run.wake(now);
    }

    static StoreConflictException notOpen(UUID runId) {
        return new StoreConflictException(Kind.RUN_NOT_OPEN, "There is no open run " + runId + ".", null);
    }

    private MemoryRun insert(MemoryTables tables, TurnWrite turn, NewRun newRun) {
        MemoryRun taker = taker(tables, newRun);
        if (taker != null) {
            throw new StoreConflictException(
                    Kind.WORKFLOW_ID_TAKEN,
                    "Workflow " + newRun.workflowId() + " has the run " + taker.runId() + " (" + taker.status() + ").",
                    null);
        }
        if (tables.find(turn.runId()) != null) {
            throw conflict(Kind.OWNERSHIP_LOST, turn, "exists already");
        }
        MemoryRun run = new MemoryRun(turn.runId(), newRun);
        tables.put(run);
        return run;
    }

    /** The run because of which the new one cannot start, or null. */
    private static @Nullable MemoryRun taker(MemoryTables tables, NewRun newRun) {
        MemoryRun open = tables.findOpen(newRun.workflowId());
        if (open != null || newRun.idReusePolicy() == WorkflowIdReusePolicy.ALLOW_DUPLICATE) {
            return open;
        }
        List<MemoryRun> runs = tables.newestFirst(run -> run.workflowId().equals(newRun.workflowId()));
        boolean completed = !runs.isEmpty() && runs.get(0).status() == WorkflowStatus.COMPLETED;
        return !runs.isEmpty() && (completed || newRun.idReusePolicy() == WorkflowIdReusePolicy.REJECT_DUPLICATE)
                ? runs.get(0)
                : null;
    }

    private static MemoryRun existing(MemoryTables tables, TurnWrite turn) {
        MemoryRun run = tables.edit(turn.runId());
        if (run == null) {
            throw conflict(Kind.OWNERSHIP_LOST, turn, "does not exist");
        }
        return run;
    }

    private void append(MemoryRun run, TurnWrite turn, HistoryEvent event) {
        EventRow row = codec.toRow(event);
        if (run.events().putIfAbsent(event.eventId(), row) != null) {
            throw conflict(Kind.OWNERSHIP_LOST, turn, "has an event " + event.eventId() + " already");
        }
    }

    private static void consume(MemoryRun run, TurnWrite turn, UUID messageId) {
        if (run.messages().remove(messageId) == null) {
            throw conflict(Kind.OWNERSHIP_LOST, turn, "has no message " + messageId + " any more");
        }
    }

    private void park(MemoryRun run, TurnWrite turn, StoredMessage message) {
        MessageRow row = codec.toRow(message, true);
        if (run.messages().putIfAbsent(message.messageId(), row) != null) {
            throw conflict(Kind.OWNERSHIP_LOST, turn, "has the message " + message.messageId() + " already");
        }
    }

    private void writeActivities(MemoryRun run, TurnWrite turn) {
        for (ActivityTaskState state : turn.activityTasks()) {
            run.activityTasks().put(state.scheduledEventId(), codec.toRow(state));
        }
        turn.endedActivityTasks().forEach(run.activityTasks()::remove);
        turn.failedAttempts().forEach(attempt -> addFailedAttempt(run, attempt));
    }

    void addFailedAttempt(MemoryRun run, FailedAttempt attempt) {
        FailedAttemptRow row = codec.toRow(attempt);
        boolean known = run.failedAttempts().stream()
                .anyMatch(other ->
                        other.scheduledEventId() == row.scheduledEventId() && other.attempt() == row.attempt());
        if (!known) {
            run.failedAttempts().add(row);
            run.failedAttempts()
                    .removeIf(other -> other.scheduledEventId() == row.scheduledEventId()
                            && other.attempt() <= row.attempt() - KEPT_ATTEMPTS);
        }
    }

    private static void close(MemoryTables tables, MemoryRun run, TurnWrite turn, RunClosing closing) {
        if (!run.messages().isEmpty() && turn.output().successor() == null) {
            throw conflict(
                    Kind.MESSAGES_PENDING, turn, "has " + run.messages().size() + " messages that were not seen");
        }
        run.close(closing);
        tables.put(run);
    }

    private static StoreConflictException conflict(Kind kind, TurnWrite turn, String why) {
        return new StoreConflictException(kind, "Run " + turn.runId() + " " + why + ".", null);
    }
}
