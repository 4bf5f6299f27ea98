package dev.durable.engine.replay;

import dev.durable.workflow.WorkflowLocal;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A value that each workflow thread of one run has for itself. Confined to the run. */
final class ThreadLocalValue<T extends @Nullable Object> implements WorkflowLocal<T> {

    private final RunContext context;
    private final Supplier<? extends T> initial;
    /** Weak, so that values go with their threads. Nobody iterates, so order does not matter. */
    private final Map<WorkflowThread, RunLocal<T>> values = new WeakHashMap<>();

    ThreadLocalValue(RunContext context, Supplier<? extends T> initial) {
        this.context = context;
        this.initial = initial;
    }

    @Override
    public T get() {
        context.requireCommandsAllowed("get");
        return ofCurrentThread().get();
    }

    @Override
    public void set(T content) {
        context.requireCommandsAllowed("set");
        ofCurrentThread().set(content);
    }

    private RunLocal<T> ofCurrentThread() {
        return values.computeIfAbsent(context.currentThread(), thread -> new RunLocal<>(context, initial));
    }
}
