package dev.durable.autoconfigure.tracing;

import dev.durable.interceptor.ActivityAttempt;
import dev.durable.interceptor.ActivityInterceptor;
import dev.durable.interceptor.NextCode;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes each attempt of an activity a span of the trace that came along; without one, there is none. */
public final class AttemptSpans implements ActivityInterceptor {

    private final Tracer tracer;
    private final Propagator propagator;
    private final TracingContextPropagator context;

    /** Spans by the tracer, below those whose headers the context carries. */
    public AttemptSpans(Tracer tracer, Propagator propagator, TracingContextPropagator context) {
        this.tracer = tracer;
        this.propagator = propagator;
        this.context = context;
    }

    @Override
    public @Nullable Object attempt(ActivityAttempt attempt, NextCode<ActivityAttempt> next) throws Throwable {
        Map<String, String> headers = context.carried();
        return headers == null ? next.proceed(attempt) : inSpan(headers, attempt, next);
    }

    @SuppressWarnings("try") // the scope is entered and left; nothing is asked of it
    private @Nullable Object inSpan(
            Map<String, String> headers, ActivityAttempt attempt, NextCode<ActivityAttempt> next) throws Throwable {
        Span span = propagator
                .extract(headers, (carrier, key) -> headers.get(key))
                .name(attempt.info().activityType())
                .start();
        try (Tracer.SpanInScope scope = tracer.withSpan(span)) {
            return next.proceed(attempt);
        } finally {
            span.end();
        }
    }
}
