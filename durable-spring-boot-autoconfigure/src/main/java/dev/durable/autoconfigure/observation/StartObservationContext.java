package dev.durable.autoconfigure.observation;

import dev.durable.interceptor.StartCall;

/** A start by the client. */
public final class StartObservationContext extends ClientCallContext {

    private final StartCall call;

    StartObservationContext(StartCall call) {
        super(call.workflowId(), null);
        this.call = call;
    }

    /** What is started. */
    public StartCall call() {
        return call;
    }
}
