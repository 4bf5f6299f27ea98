package dev.durable.autoconfigure.observation;

import io.micrometer.observation.Observation;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.handler.PropagatingReceiverTracingObservationHandler;
import io.micrometer.tracing.propagation.Propagator;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;

/** Makes the observation of a run, which is made when the run has closed, a span from the run's first event to its last. */
final class RunSpans extends PropagatingReceiverTracingObservationHandler<RunObservationContext> {

    RunSpans(Tracer tracer, Propagator propagator) {
        super(tracer, propagator);
    }

    @Override
    public boolean supportsContext(Observation.Context context) {
        return context instanceof RunObservationContext;
    }

    @Override
    public Span.Builder customizeExtractedSpan(RunObservationContext context, Span.Builder builder) {
        return builder.startTimestamp(micros(context.run().started().time()), TimeUnit.MICROSECONDS);
    }

    @Override
    public void endSpan(RunObservationContext context, Span span) {
        span.end(micros(context.run().closing().time()), TimeUnit.MICROSECONDS);
    }

    private static long micros(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }
}
