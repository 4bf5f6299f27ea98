package dev.durable.autoconfigure.observation;

import dev.durable.client.UpdateHandle;
import dev.durable.client.WorkflowHandle;
import dev.durable.interceptor.Next;
import dev.durable.interceptor.SignalCall;
import dev.durable.interceptor.StartCall;
import dev.durable.interceptor.UpdateCall;
import dev.durable.interceptor.WorkflowClientInterceptor;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

/** Observes what clients ask for; what comes of it belongs to the trace of that. Thread-safe. */
final class ClientObservations implements WorkflowClientInterceptor {

    private static final StartObservationConvention STARTS = new StartObservationConvention();
    private static final SignalObservationConvention SIGNALS = new SignalObservationConvention();
    private static final UpdateObservationConvention UPDATES = new UpdateObservationConvention();

    private final ObservationRegistry registry;
    private final TraceHeaders headers;
    private final MessageNames names;

    ClientObservations(ObservationRegistry registry, TraceHeaders headers, MessageNames names) {
        this.registry = registry;
        this.headers = headers;
        this.names = names;
    }

    @Override
    public WorkflowHandle<?> start(StartCall call, Next<StartCall, WorkflowHandle<?>> next) {
        if (registry.isNoop()) {
            return next.proceed(call);
        }
        StartObservationContext context = new StartObservationContext(call);
        return DurableObservation.START
                .observation(null, STARTS, () -> context, registry)
                .<WorkflowHandle<?>>observe(() -> {
                    WorkflowHandle<?> handle = next.proceed(call.withHeader(headers.with(call.header(), context)));
                    context.returned(handle.runId());
                    return handle;
                });
    }

    // NullAway sees the mark inside of the overridden parameter's type on newer JDKs only, so that no signature suits
    // it on all
    @SuppressWarnings("NullAway")
    @Override
    public void signal(SignalCall call, Next<SignalCall, @Nullable Void> next) {
        if (registry.isNoop()) {
            next.proceed(call);
            return;
        }
        SignalObservationContext context = new SignalObservationContext(call, names.ofSignal(call.signalName()));
        DurableObservation.SIGNAL
                .observation(null, SIGNALS, () -> context, registry)
                .observe(() -> {
                    next.proceed(call.withHeader(headers.with(call.header(), context)));
                    context.returned(call.runId());
                });
    }

    @Override
    public UpdateHandle<?> update(UpdateCall call, Next<UpdateCall, UpdateHandle<?>> next) {
        if (registry.isNoop()) {
            return next.proceed(call);
        }
        UpdateObservationContext context = new UpdateObservationContext(call, names.ofUpdate(call.updateName()));
        return DurableObservation.UPDATE
                .observation(null, UPDATES, () -> context, registry)
                .<UpdateHandle<?>>observe(() -> {
                    UpdateHandle<?> handle = next.proceed(call.withHeader(headers.with(call.header(), context)));
                    context.returned(call.runId());
                    return handle;
                });
    }
}
