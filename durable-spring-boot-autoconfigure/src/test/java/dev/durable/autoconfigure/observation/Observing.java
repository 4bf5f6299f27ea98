package dev.durable.autoconfigure.observation;

import dev.durable.engine.DurableEngineBuilder;
import io.micrometer.observation.ObservationRegistry;

/** Observes engines as the auto-configuration would. */
final class Observing {

    private Observing() {}

    static void with(ObservationRegistry registry, DurableEngineBuilder builder) {
        TraceHeaders headers = new TraceHeaders(true);
        ExecutionObservations execution = new ExecutionObservations(registry, headers);
        builder.clientInterceptor(new ClientObservations(registry, headers))
                .activityInterceptor(execution)
                .observer(execution);
    }
}
