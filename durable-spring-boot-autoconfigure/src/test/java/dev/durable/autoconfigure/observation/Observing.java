package dev.durable.autoconfigure.observation;

import dev.durable.engine.DurableEngineBuilder;
import dev.durable.engine.definition.WorkflowContract;
import io.micrometer.observation.ObservationRegistry;

/** Observes engines as the auto-configuration would. */
final class Observing {

    private Observing() {}

    static void with(ObservationRegistry registry, DurableEngineBuilder builder) {
        TraceHeaders headers = new TraceHeaders(true);
        ExecutionObservations execution = new ExecutionObservations(registry, headers);
        WorkflowContract known = WorkflowContract.of(TracedWorkflow.class);
        MessageNames names = new MessageNames(known.signals()::containsKey, known.updates()::containsKey);
        builder.clientInterceptor(new ClientObservations(registry, headers, names))
                .activityInterceptor(execution)
                .observer(execution);
    }
}
