package dev.durable.engine.replay;

import dev.durable.history.StartChildWorkflowExecutionInitiated;
import dev.durable.payload.Payload;
import dev.durable.workflow.ChildWorkflowHandle;
import dev.durable.workflow.Promise;
import java.lang.reflect.Type;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A child that one run has asked for. Confined to the run. */
final class ChildHandle<W, R extends @Nullable Object> implements ChildWorkflowHandle<W, R> {

    private final StartChildWorkflowExecutionInitiated initiated;
    private final Promise<@Nullable Void> started;
    private final RunPromise<R> result;
    private final ExternalTarget<W> target;

    ChildHandle(
            StartChildWorkflowExecutionInitiated initiated,
            Promise<@Nullable Void> started,
            RunPromise<Payload> encoded,
            Type resultType,
            RunPayloads payloads,
            ExternalTarget<W> target) {
        this.initiated = initiated;
        this.started = started;
        this.result = encoded.thenApply(payload -> decode(payload, resultType, payloads));
        this.target = target;
    }

    @Override
    public String workflowId() {
        return initiated.workflowId();
    }

    @Override
    public UUID runId() {
        return initiated.runId();
    }

    @Override
    public Promise<@Nullable Void> started() {
        return started;
    }

    @Override
    public Promise<R> result() {
        return result;
    }

    /** Blocks until the result is there. */
    R await() {
        return result.getHere();
    }

    @Override
    public void signal(Consumer<W> call) {
        target.signal(call);
    }

    @Override
    public void signal(String signalName, @Nullable Object... arguments) {
        target.signal(signalName, arguments);
    }

    @Override
    public void cancel(String reason) {
        target.cancel(reason);
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // decoded as the workflow method's result type
    private static <R extends @Nullable Object> R decode(Payload payload, Type type, RunPayloads payloads) {
        return (R) (type == void.class ? null : payloads.decode(payload, type));
    }
}
