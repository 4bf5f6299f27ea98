package dev.durable.autoconfigure.observation;

import dev.durable.interceptor.StartCall;
import org.jspecify.annotations.Nullable;

/** A start by the client, or by a schedule. */
public final class StartObservationContext extends ClientCallContext {

    private final String workflowType;
    private final @Nullable StartCall call;

    StartObservationContext(StartCall call) {
        super(call.workflowId(), null);
        this.workflowType = call.workflowType();
        this.call = call;
    }

    StartObservationContext(String workflowType, String workflowId) {
        super(workflowId, null);
        this.workflowType = workflowType;
        this.call = null;
    }

    /** Type of the workflow. */
    public String workflowType() {
        return workflowType;
    }

    /** What the client starts; null if a schedule starts it. */
    public @Nullable StartCall call() {
        return call;
    }
}
