package dev.durable.engine.replay;

import dev.durable.workflow.Promise;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Functions that run on workflow threads of their own. Confined to the run. */
final class AsyncFunctions {

    private final RunContext context;
    private final DeterministicScheduler scheduler;
    private int count;

    AsyncFunctions(RunContext context, DeterministicScheduler scheduler) {
        this.context = context;
        this.scheduler = scheduler;
    }

    /** Has a function begin once the calling thread blocks, in its scope and with its context. */
    <R extends @Nullable Object> Promise<R> start(Supplier<R> function) {
        context.requireCommandsAllowed("async");
        String name = "async-" + ++count;
        RunPromise<R> result = new RunPromise<R>(context)
                .about(() -> "the end of thread " + name)
                .showingUnaskedFailure();
        scheduler.add(context.newThread(name, context.extensions().currentHeader(), () -> {
            R value;
            try {
                value = function.get();
            } catch (RuntimeException e) {
                result.fail(e);
                return;
            }
            result.fulfil(value);
        }));
        return result;
    }
}
