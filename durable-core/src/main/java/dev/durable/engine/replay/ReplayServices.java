package dev.durable.engine.replay;

import dev.durable.engine.definition.Definitions;
import dev.durable.engine.extension.Extensions;
import dev.durable.payload.FailureConverter;
import dev.durable.payload.PayloadConverter;
import java.time.Duration;

/**
 * What all runs of an engine share. Thread-safe.
 *
 * @param definitions what the application declared
 * @param payloads how arguments and results are encoded
 * @param failures how exceptions are encoded
 * @param threads where workflow code runs
 * @param defaultStartToCloseTimeout time limit of an activity's attempt where nothing else is set
 * @param thresholds from when on runs are told to go on as new ones
 * @param extensions interceptors, and context that travels along
 */
public record ReplayServices(
        Definitions definitions,
        PayloadConverter payloads,
        FailureConverter failures,
        WorkflowThreads threads,
        Duration defaultStartToCloseTimeout,
        HistoryThresholds thresholds,
        Extensions extensions) {

    /** The same for calls that the engine makes on its own account. */
    public ReplayServices withoutExtensions() {
        return new ReplayServices(
                definitions, payloads, failures, threads, defaultStartToCloseTimeout, thresholds, Extensions.NONE);
    }
}
