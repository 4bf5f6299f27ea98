package dev.durable.autoconfigure.observation;

import dev.durable.interceptor.UpdateCall;

/** An update that the client asks for. */
public final class UpdateObservationContext extends ClientCallContext {

    private final UpdateCall call;
    private final String declaredName;

    UpdateObservationContext(UpdateCall call, String declaredName) {
        super(call.workflowId(), call.runId());
        this.call = call;
        this.declaredName = declaredName;
    }

    /** What is asked for. */
    public UpdateCall call() {
        return call;
    }

    /** Name of the update if a workflow type that is known here declares it, otherwise {@code other}. */
    public String declaredName() {
        return declaredName;
    }
}
