package dev.durable.autoconfigure.tracing;

import dev.durable.autoconfigure.observation.ScheduledStarts;
import dev.durable.context.ContextPropagator;
import dev.durable.context.ContextScope;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import java.lang.reflect.Type;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes the headers of the current span along, {@code traceparent} or whatever the application's {@link Propagator} writes. What it
 * restores is headers, not a span: workflow code is executed again and again, and passes on the same headers each time. Its log lines are
 * those of the span that the headers are of, if they are W3C's.
 */
public final class TracingContextPropagator implements ContextPropagator<Map<String, String>> {

    /** Under which name the headers travel. */
    public static final String NAME = "tracing";

    private static final Type STRINGS = Headers.class.getRecordComponents()[0].getGenericType();

    private final Tracer tracer;
    private final Propagator propagator;
    private final ScheduledStarts starts;
    private final ThreadLocal<@Nullable Map<String, String>> carried = new ThreadLocal<>();

    /**
     * A propagator between the tracer's current span and the headers that the propagator writes.
     *
     * @param starts begins the traces of runs that nobody calls
     */
    public TracingContextPropagator(Tracer tracer, Propagator propagator, ScheduledStarts starts) {
        this.tracer = tracer;
        this.propagator = propagator;
        this.starts = starts;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Type type() {
        return STRINGS;
    }

    /** The headers of the current span; without one, which is the case in workflow code, those that came along. */
    @Override
    public @Nullable Map<String, String> capture() {
        Span span = tracer.currentSpan();
        if (span == null) {
            return carried.get();
        }
        Map<String, String> headers = new HashMap<>();
        propagator.inject(span.context(), headers, (carrier, key, value) -> headers.put(key, value));
        return headers.isEmpty() ? null : headers;
    }

    @Override
    public @Nullable Map<String, String> originate(String workflowType, String workflowId) {
        return starts.observe(workflowType, workflowId);
    }

    @Override
    public ContextScope restore(@Nullable Map<String, String> headers) {
        Map<String, String> before = carried.get();
        carry(headers);
        Tracer.SpanInScope noSpan = tracer.withSpan(null);
        ContextScope logging = TraceLogging.of(headers);
        return () -> {
            logging.close();
            carry(before);
            noSpan.close();
        };
    }

    private void carry(@Nullable Map<String, String> headers) {
        if (headers == null) {
            carried.remove();
        } else {
            carried.set(headers);
        }
    }

    private record Headers(Map<String, String> strings) {}
}
