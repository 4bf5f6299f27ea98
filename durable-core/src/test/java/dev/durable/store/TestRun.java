package dev.durable.store;

import dev.durable.client.WorkflowStatus;
import dev.durable.history.HistoryEvent;
import dev.durable.history.TimerFired;
import dev.durable.history.TimerStarted;
import dev.durable.history.WorkflowExecutionCompleted;
import dev.durable.history.WorkflowExecutionSignaled;
import dev.durable.history.WorkflowExecutionStarted;
import dev.durable.payload.Payload;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * A run to be written in tests of stores.
 *
 * @param runId UUID version 7 of {@code startedAt}
 */
public record TestRun(
        UUID runId,
        String workflowId,
        String workflowType,
        String taskQueue,
        Instant startedAt,
        UUID nodeId,
        @Nullable UUID owner,
        @Nullable Instant wakeAt) {

    /** A run that a node owns. */
    public static TestRun ownedBy(UUID nodeId) {
        return startedAt(StoreUnderTest.now()).with(nodeId, nodeId, null);
    }

    /** A run without an owner. */
    public static TestRun free(@Nullable Instant wakeAt) {
        return startedAt(StoreUnderTest.now()).with(UUID.randomUUID(), null, wakeAt);
    }

    /** A run of the given time. */
    public static TestRun startedAt(Instant time) {
        UUID nodeId = UUID.randomUUID();
        return new TestRun(
                runId(time), "order-" + UUID.randomUUID(), "OrderWorkflow", "default", time, nodeId, nodeId, null);
    }

    /** A run id of the given time. */
    public static UUID runId(Instant time) {
        long random = ThreadLocalRandom.current().nextLong();
        long high = time.toEpochMilli() << 16 | 0x7000 | random & 0xfff;
        return new UUID(high, ThreadLocalRandom.current().nextLong() & ~(3L << 62) | 1L << 63);
    }

    private TestRun with(UUID newNodeId, @Nullable UUID newOwner, @Nullable Instant newWakeAt) {
        return new TestRun(runId, workflowId, workflowType, taskQueue, startedAt, newNodeId, newOwner, newWakeAt);
    }

    /** The run of another workflow id. */
    public TestRun withWorkflowId(String newWorkflowId) {
        return new TestRun(runId, newWorkflowId, workflowType, taskQueue, startedAt, nodeId, owner, wakeAt);
    }

    /** The run of another type. */
    public TestRun withWorkflowType(String newType) {
        return new TestRun(runId, workflowId, newType, taskQueue, startedAt, nodeId, owner, wakeAt);
    }

    /** The run on another queue. */
    public TestRun withTaskQueue(String newTaskQueue) {
        return new TestRun(runId, workflowId, workflowType, newTaskQueue, startedAt, nodeId, owner, wakeAt);
    }

    /** Turns of the run as another node would write them. */
    public TestRun writtenBy(UUID otherNodeId) {
        return with(otherNodeId, owner, wakeAt);
    }

    /** The row to be inserted. */
    public NewRun newRun() {
        return new NewRun(workflowId, workflowType, taskQueue, startedAt, owner, wakeAt);
    }

    /** The turn that starts it. */
    public TurnWrite start() {
        return turn().starts().events(started()).write();
    }

    /** A turn that appends one event. */
    public TurnWrite append(int eventId) {
        return turn().events(timer(eventId)).write();
    }

    /** A turn that appends the last event and closes the run. */
    public TurnWrite close(int eventId) {
        return turn().events(completed(eventId))
                .closes(WorkflowStatus.COMPLETED)
                .write();
    }

    /** A turn to be put together. */
    public TestTurn turn() {
        return new TestTurn(this);
    }

    /** Event 1. */
    public HistoryEvent started() {
        return new WorkflowExecutionStarted(
                1, startedAt, workflowId, workflowType, taskQueue, List.of(Payload.json("{\"total\": 42}")), 1);
    }

    /** A command event. */
    public HistoryEvent timer(int eventId) {
        return new TimerStarted(eventId, startedAt.plusSeconds(eventId), Duration.ofMinutes(5));
    }

    /** An inbound event. */
    public HistoryEvent timerFired(int eventId) {
        return new TimerFired(eventId, startedAt.plusSeconds(eventId), 2);
    }

    /** A closing event. */
    public HistoryEvent completed(int eventId) {
        return new WorkflowExecutionCompleted(
                eventId, startedAt.plusSeconds(eventId), Payload.json("{\"confirmed\": true}"));
    }

    /** A signal that waits for the run, a little younger than the ones made before. */
    public StoredMessage signal(String name) {
        UUID messageId = runId(Instant.now());
        return new StoredMessage(
                messageId,
                new WorkflowExecutionSignaled(
                        0, StoreUnderTest.now(), name, List.of(Payload.json("\"changed my mind\""))));
    }
}
