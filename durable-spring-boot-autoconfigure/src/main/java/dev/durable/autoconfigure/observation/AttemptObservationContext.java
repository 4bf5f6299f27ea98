package dev.durable.autoconfigure.observation;

import dev.durable.activity.ActivityInfo;
import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.ReceiverContext;
import java.util.Map;

/** An attempt of an activity. Confined to its thread. */
public final class AttemptObservationContext extends ReceiverContext<Map<String, String>> {

    private final ActivityInfo info;
    private String outcome = "unknown";

    AttemptObservationContext(ActivityInfo info, Map<String, String> headers) {
        super((carrier, key) -> headers.get(key), Kind.CONSUMER);
        setCarrier(headers);
        this.info = info;
    }

    /** Which attempt of what. */
    public ActivityInfo info() {
        return info;
    }

    /** {@code returned}, {@code failed} or {@code lost}; {@code unknown} until the attempt has ended. */
    public String outcome() {
        return outcome;
    }

    void ended(String newOutcome) {
        outcome = newOutcome;
    }
}
