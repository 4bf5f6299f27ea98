package dev.durable.autoconfigure.observation;

import dev.durable.interceptor.UpdateCall;

/** An update that the client asks for. */
public final class UpdateObservationContext extends ClientCallContext {

    private final UpdateCall call;

    UpdateObservationContext(UpdateCall call) {
        super(call.workflowId(), call.runId());
        this.call = call;
    }

    /** What is asked for. */
    public UpdateCall call() {
        return call;
    }
}
