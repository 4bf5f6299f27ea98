package dev.durable.autoconfigure.tracing;

import dev.durable.context.ContextScope;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** Ids of a trace in the logging context, under the keys that Micrometer's bridges use and Spring Boot's log lines show. */
final class TraceLogging {

    private static final String TRACE_ID = "traceId";
    private static final String SPAN_ID = "spanId";
    private static final ContextScope NOTHING = () -> {};

    private TraceLogging() {}

    /** Puts those of a W3C header in force; without one, nothing. */
    static ContextScope of(@Nullable Map<String, String> headers) {
        String traceparent = headers == null ? null : headers.get("traceparent");
        String[] parts = traceparent == null ? new String[0] : traceparent.split("-", 4);
        if (parts.length < 4) {
            return NOTHING;
        }
        String traceBefore = put(TRACE_ID, parts[1]);
        String spanBefore = put(SPAN_ID, parts[2]);
        return () -> {
            put(TRACE_ID, traceBefore);
            put(SPAN_ID, spanBefore);
        };
    }

    private static @Nullable String put(String key, @Nullable String value) {
        String before = MDC.get(key);
        if (value == null) {
            MDC.remove(key);
        } else {
            MDC.put(key, value);
        }
        return before;
    }
}
