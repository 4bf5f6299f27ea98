package dev.durable.autoconfigure.observation;

import dev.durable.interceptor.SignalCall;

/** A signal by the client. */
public final class SignalObservationContext extends ClientCallContext {

    private final SignalCall call;
    private final String declaredName;

    SignalObservationContext(SignalCall call, String declaredName) {
        super(call.workflowId(), call.runId());
        this.call = call;
        this.declaredName = declaredName;
    }

    /** What is sent. */
    public SignalCall call() {
        return call;
    }

    /** Name of the signal if a workflow type that is known here declares it, otherwise {@code other}. */
    public String declaredName() {
        return declaredName;
    }
}
