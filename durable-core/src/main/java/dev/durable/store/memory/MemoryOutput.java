package dev.durable.store.memory;

import dev.durable.history.EventType;
import dev.durable.store.OutgoingMessage;
import dev.durable.store.OutgoingMessage.Receiver;
import dev.durable.store.StoreConflictException;
import dev.durable.store.StoredMessage;
import dev.durable.store.TurnOutput;
import dev.durable.store.TurnWrite;
import dev.durable.store.memory.MemoryCodec.MessageRow;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes what a turn sends to other runs. */
final class MemoryOutput {

    private final MemoryWriter writer;

    MemoryOutput(MemoryWriter writer) {
        this.writer = writer;
    }

    void write(MemoryTables tables, MemoryRun sender, TurnOutput output, Set<UUID> refused) {
        TurnWrite successor = output.successor();
        if (successor != null) {
            writer.write(tables, successor, refused);
            moveMessages(sender, Objects.requireNonNull(tables.edit(successor.runId())), successor);
        }
        output.children().forEach(child -> start(tables, child, refused));
        output.messages().forEach(message -> send(tables, sender, message, refused));
    }

    private void start(MemoryTables tables, TurnWrite child, Set<UUID> refused) {
        try {
            writer.write(tables, child, refused);
        } catch (StoreConflictException e) {
            if (e.kind() != StoreConflictException.Kind.WORKFLOW_ID_TAKEN) {
                throw e;
            }
            refused.add(child.runId());
        }
    }

    private void send(MemoryTables tables, MemoryRun sender, OutgoingMessage message, Set<UUID> refused) {
        UUID runId = receiver(tables, sender, message.receiver());
        MemoryRun run = runId == null ? null : tables.edit(runId);
        if (run == null || !run.isOpen()) {
            refused.add(message.messageId());
        } else {
            writer.addMessage(
                    run,
                    new StoredMessage(message.messageId(), message.event()),
                    message.event().time());
        }
    }

    private static @Nullable UUID receiver(MemoryTables tables, MemoryRun sender, Receiver receiver) {
        if (receiver instanceof Receiver.Run run) {
            return run.runId();
        }
        if (receiver instanceof Receiver.OpenRun openRun) {
            MemoryRun open = tables.findOpen(openRun.workflowId());
            return open == null ? null : open.runId();
        }
        if (receiver instanceof Receiver.Chain chain) {
            MemoryRun open = tables.findOpen(chain.workflowId());
            return open != null && open.isOfChain(chain.firstRunId()) ? open.runId() : null;
        }
        return sender.parentRunId();
    }

    private static void moveMessages(MemoryRun from, MemoryRun to, TurnWrite successor) {
        if (from.messages().values().stream()
                .anyMatch(row -> !row.parked() && row.event().type() == EventType.ActivityTaskReported)) {
            throw new StoreConflictException(
                    StoreConflictException.Kind.MESSAGES_PENDING,
                    "Run " + from.runId() + " closes without having seen the result of an activity.",
                    null);
        }
        List<MessageRow> moved = from.messages().values().stream()
                .filter(row -> row.event().type().isAddressedToWorkflow())
                .map(MessageRow::unparked)
                .toList();
        from.messages().clear();
        if (moved.isEmpty()) {
            return;
        }
        if (!to.isOpen()) {
            throw new StoreConflictException(
                    StoreConflictException.Kind.MESSAGES_PENDING,
                    "Run " + to.runId() + " closes without having seen the messages of run " + from.runId() + ".",
                    null);
        }
        moved.forEach(row -> to.messages().put(row.messageId(), row));
        to.wake(successor.events().get(0).time());
    }
}
