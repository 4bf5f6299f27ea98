package dev.durable.autoconfigure.observation;

import io.micrometer.common.KeyValues;
import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.SenderContext;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A call of the client. What handlers write into the carrier goes along with it. Confined to the calling thread. */
public abstract sealed class ClientCallContext extends SenderContext<Map<String, String>>
        permits StartObservationContext, SignalObservationContext, UpdateObservationContext {

    private final String workflowId;
    private @Nullable UUID runId;
    private boolean returned;

    ClientCallContext(String workflowId, @Nullable UUID runId) {
        this(workflowId, runId, new HashMap<>());
    }

    private ClientCallContext(String workflowId, @Nullable UUID runId, Map<String, String> headers) {
        super((carrier, key, value) -> headers.put(key, value), Kind.PRODUCER);
        setCarrier(headers);
        this.workflowId = workflowId;
        this.runId = runId;
    }

    /** Business key of the workflow. */
    public final String workflowId() {
        return workflowId;
    }

    /** The run: that which the caller named, or which has started; null if neither is the case. */
    public final @Nullable UUID runId() {
        return runId;
    }

    /** {@code returned} or {@code failed}; {@code unknown} until the call has ended. */
    public final String outcome() {
        if (getError() != null) {
            return "failed";
        }
        return returned ? "returned" : "unknown";
    }

    /** Which workflow and which run is called. */
    final KeyValues called() {
        return KeyValues.of(
                ObservationKey.WORKFLOW_ID.withValue(workflowId),
                ObservationKey.RUN_ID.withValue(runId == null ? "none" : runId.toString()));
    }

    void returned(@Nullable UUID run) {
        returned = true;
        runId = run;
    }
}
