package dev.durable.autoconfigure.observation;

import dev.durable.interceptor.SignalCall;

/** A signal by the client. */
public final class SignalObservationContext extends ClientCallContext {

    private final SignalCall call;

    SignalObservationContext(SignalCall call) {
        super(call.workflowId(), call.runId());
        this.call = call;
    }

    /** What is sent. */
    public SignalCall call() {
        return call;
    }
}
