package dev.durable.autoconfigure.actuate;

import dev.durable.engine.StuckRun;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A run that gets no further. */
record StuckRunDescriptor(
        String workflowId,
        UUID runId,
        String workflowType,
        String taskQueue,
        StuckRun.Reason reason,
        Instant since,
        int tries,
        @Nullable Instant nextTryAt,
        @Nullable FailureDescriptor failure) {

    static StuckRunDescriptor of(StuckRun run, ShownValues values) {
        return new StuckRunDescriptor(
                run.workflowId(),
                run.runId(),
                run.workflowType(),
                run.taskQueue(),
                run.reason(),
                run.since(),
                run.tries(),
                run.nextTryAt(),
                values.failureOrNull(run.failure()));
    }
}
