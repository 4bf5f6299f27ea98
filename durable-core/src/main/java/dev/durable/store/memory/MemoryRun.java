package dev.durable.store.memory;

import dev.durable.client.WorkflowStatus;
import dev.durable.search.SearchAttributes;
import dev.durable.store.NewRun;
import dev.durable.store.RunClosing;
import dev.durable.store.StoredRun;
import dev.durable.store.memory.MemoryCodec.ActivityTaskRow;
import dev.durable.store.memory.MemoryCodec.EventRow;
import dev.durable.store.memory.MemoryCodec.FailedAttemptRow;
import dev.durable.store.memory.MemoryCodec.MessageRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** All rows of one run. Mutable; guarded by the store's lock. */
final class MemoryRun {

    private final UUID runId;
    private final NewRun created;
    private WorkflowStatus status = WorkflowStatus.RUNNING;
    private @Nullable UUID owner;
    private @Nullable Instant wakeAt;
    private @Nullable Instant closedAt;
    private @Nullable String codeVersion;
    private final TreeMap<Integer, EventRow> events;
    private final TreeMap<UUID, MessageRow> messages;
    private final TreeMap<Integer, ActivityTaskRow> activityTasks;
    private final List<FailedAttemptRow> failedAttempts;
    private SearchAttributes searchAttributes = SearchAttributes.EMPTY;

    MemoryRun(UUID runId, NewRun created) {
        this.runId = runId;
        this.created = created;
        this.owner = created.owner();
        this.wakeAt = Micros.ofNullable(created.wakeAt());
        this.codeVersion = created.codeVersion();
        this.events = new TreeMap<>();
        this.messages = new TreeMap<>(UuidOrder.INSTANCE);
        this.activityTasks = new TreeMap<>();
        this.failedAttempts = new ArrayList<>();
    }

    private MemoryRun(MemoryRun original) {
        this.runId = original.runId;
        this.created = original.created;
        this.status = original.status;
        this.owner = original.owner;
        this.wakeAt = original.wakeAt;
        this.closedAt = original.closedAt;
        this.codeVersion = original.codeVersion;
        this.events = new TreeMap<>(original.events);
        this.messages = new TreeMap<>(original.messages);
        this.activityTasks = new TreeMap<>(original.activityTasks);
        this.failedAttempts = new ArrayList<>(original.failedAttempts);
        this.searchAttributes = original.searchAttributes;
    }

    MemoryRun copy() {
        return new MemoryRun(this);
    }

    StoredRun toStoredRun() {
        return new StoredRun(
                runId,
                created.workflowId(),
                created.workflowType(),
                created.taskQueue(),
                status,
                owner,
                wakeAt,
                messages.size(),
                Micros.of(created.startedAt()),
                closedAt,
                codeVersion);
    }

    /** Pins the run unless it is pinned already. */
    void pinTo(@Nullable String version) {
        if (codeVersion == null) {
            codeVersion = version;
        }
    }

    UUID runId() {
        return runId;
    }

    String workflowId() {
        return created.workflowId();
    }

    boolean isOpen() {
        return !status.isClosed();
    }

    boolean isOwnedBy(UUID nodeId) {
        return nodeId.equals(owner);
    }

    @Nullable
    UUID owner() {
        return owner;
    }

    boolean isDueAt(Instant now) {
        return wakeAt != null && !wakeAt.isAfter(now);
    }

    boolean hasUnparkedMessages() {
        return messages.values().stream().anyMatch(message -> !message.parked());
    }

    void ownBy(UUID nodeId) {
        owner = nodeId;
        wakeAt = null;
    }

    void free(@Nullable Instant newWakeAt) {
        owner = null;
        wakeAt = Micros.ofNullable(newWakeAt);
    }

    void wake(@Nullable Instant at) {
        wakeAt = at;
    }

    void status(WorkflowStatus newStatus) {
        status = newStatus;
    }

    WorkflowStatus status() {
        return status;
    }

    @Nullable
    UUID parentRunId() {
        return created.parentRunId();
    }

    /** Whether the run is the given one or continues it. */
    boolean isOfChain(UUID firstRunId) {
        return runId.equals(firstRunId) || firstRunId.equals(created.firstRunId());
    }

    SearchAttributes searchAttributes() {
        return searchAttributes;
    }

    void changeSearchAttributes(SearchAttributes change) {
        searchAttributes = searchAttributes.changedBy(change);
    }

    void close(RunClosing closing) {
        status = closing.status();
        closedAt = Micros.of(closing.closedAt());
        owner = null;
        wakeAt = null;
    }

    TreeMap<Integer, EventRow> events() {
        return events;
    }

    TreeMap<UUID, MessageRow> messages() {
        return messages;
    }

    TreeMap<Integer, ActivityTaskRow> activityTasks() {
        return activityTasks;
    }

    List<FailedAttemptRow> failedAttempts() {
        return failedAttempts;
    }
}
