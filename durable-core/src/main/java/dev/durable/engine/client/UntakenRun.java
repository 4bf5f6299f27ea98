package dev.durable.engine.client;

import dev.durable.history.InboundEvent;
import dev.durable.store.StoredRun;
import java.time.Instant;
import java.util.Optional;

/** Tells of a run that no node has taken, and whose code has not begun: a replay would tell what that is going to do. */
final class UntakenRun {

    /** As many events as there may be before the first step: the start, and messages that came with it. */
    private static final int FIRST_EVENTS = 10;

    private UntakenRun() {}

    /** What the run waits for, unless a node has it or its code has begun. */
    static Optional<String> waitingFor(StoredRun run, ClientServices services) {
        return isUntaken(run, services)
                ? Optional.of(describe(run, services.time().now()))
                : Optional.empty();
    }

    /** A run that is free and not due is complete without a node: its code has run until it waited for a message. */
    private static boolean isUntaken(StoredRun run, ClientServices services) {
        return run.owner() == null
                && run.wakeAt() != null
                && services.store().history(run.runId(), 0, FIRST_EVENTS).stream()
                        .allMatch(InboundEvent.class::isInstance);
    }

    private static String describe(StoredRun run, Instant now) {
        Instant dueAt = run.wakeAt();
        return dueAt != null && dueAt.isAfter(now)
                ? "No node has taken the run; it is not due before " + dueAt + "."
                : "No node has taken the run; it waits for one that hosts task queue '" + run.taskQueue()
                        + "' and has workflow type '" + run.workflowType() + "'.";
    }
}
