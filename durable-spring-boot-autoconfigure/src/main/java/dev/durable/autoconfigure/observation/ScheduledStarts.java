package dev.durable.autoconfigure.observation;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Observes starts that nobody calls, so that the runs have a trace; a handler that fails does not keep them from starting. Thread-safe. */
public final class ScheduledStarts {

    private static final Logger logger = LoggerFactory.getLogger(ScheduledStarts.class);
    private static final StartObservationConvention STARTS = new StartObservationConvention();

    private final ObservationRegistry registry;

    /** Observes by the registry. */
    public ScheduledStarts(ObservationRegistry registry) {
        this.registry = registry;
    }

    /** The headers of the trace that begins with a start; null if none begins. */
    public @Nullable Map<String, String> observe(String workflowType, String workflowId) {
        if (registry.isNoop()) {
            return null;
        }
        StartObservationContext context = new StartObservationContext(workflowType, workflowId);
        try {
            Observation start = DurableObservation.START.start(null, STARTS, () -> context, registry);
            context.returned(null);
            start.stop();
        } catch (RuntimeException | Error e) {
            // the schedule's next action would fail in the same way, and so on
            logger.debug("A handler of observations failed", e);
        }
        Map<String, String> headers = context.getCarrier();
        return headers == null || headers.isEmpty() ? null : headers;
    }
}
