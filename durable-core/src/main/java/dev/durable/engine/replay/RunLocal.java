package dev.durable.engine.replay;

import dev.durable.workflow.WorkflowLocal;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A value that one run has. Confined to the run. */
final class RunLocal<T extends @Nullable Object> implements WorkflowLocal<T> {

    private final RunContext context;
    private final Supplier<? extends T> initial;
    private @Nullable Value<T> value;

    RunLocal(RunContext context, Supplier<? extends T> initial) {
        this.context = context;
        this.initial = initial;
    }

    /** Who only reads, and a foreign thread, gets the initial value, too, but does not make it the run's: replay does not know of queries. */
    @Override
    public T get() {
        Value<T> present = value;
        if (present != null) {
            return present.content;
        }
        Value<T> first = new Value<>(initial.get());
        if (context.areCommandsAllowed()) {
            value = first;
        }
        return first.content;
    }

    @Override
    public void set(T content) {
        context.requireCommandsAllowed("set");
        value = new Value<>(content);
    }

    /** Tells a value of null from none. */
    record Value<T extends @Nullable Object>(T content) {}
}
