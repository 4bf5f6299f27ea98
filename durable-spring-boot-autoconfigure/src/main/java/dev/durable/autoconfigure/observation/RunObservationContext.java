package dev.durable.autoconfigure.observation;

import dev.durable.autoconfigure.metrics.Outcomes;
import dev.durable.engine.observation.ClosedRun;
import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.ReceiverContext;
import java.util.Map;

/** A run that has closed. */
public final class RunObservationContext extends ReceiverContext<Map<String, String>> {

    private final ClosedRun run;

    RunObservationContext(ClosedRun run, Map<String, String> headers) {
        super((carrier, key) -> headers.get(key), Kind.CONSUMER);
        setCarrier(headers);
        this.run = run;
    }

    /** Which run. */
    public ClosedRun run() {
        return run;
    }

    /** How it ended, as the meter {@code durable.workflow.closed} has it. */
    public String outcome() {
        return Outcomes.of(run.closing().type());
    }
}
