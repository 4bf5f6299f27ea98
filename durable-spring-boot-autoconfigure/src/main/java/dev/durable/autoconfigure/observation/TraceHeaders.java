package dev.durable.autoconfigure.observation;

import dev.durable.context.Header;
import java.util.HashMap;
import java.util.Map;

/**
 * The headers of a trace among those that travel with calls.
 *
 * @param travel whether they travel at all
 */
record TraceHeaders(boolean travel) {

    /** Under which name they travel. */
    static final String NAME = "tracing";

    /** The header of a call with those of its span, in place of its caller's; as it is if handlers have written none. */
    Header with(Header header, ClientCallContext span) {
        Map<String, String> headers = span.getCarrier();
        return !travel || headers == null || headers.isEmpty() ? header : header.with(NAME, headers);
    }

    /** What came along. */
    Map<String, String> of(Header header) {
        Map<String, String> headers = new HashMap<>();
        if (travel) {
            header.get(NAME, Map.class)
                    .ifPresent(carried -> ((Map<?, ?>) carried).forEach((key, value) -> {
                        if (key instanceof String name && value instanceof String text) {
                            headers.put(name, text);
                        }
                    }));
        }
        return headers;
    }
}
