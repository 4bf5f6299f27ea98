package dev.durable.engine.replay;

import dev.durable.failure.DurableFailure;
import dev.durable.workflow.CompletablePromise;
import dev.durable.workflow.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The engine's promise. Its state is confined to the run: events complete it on the actor's thread, code on its workflow threads,
 * never at the same time.
 */
final class RunPromise<T extends @Nullable Object> implements CompletablePromise<T> {

    private final Waiting waiting;
    private final List<Runnable> callbacks = new ArrayList<>(1);
    private boolean done;
    private @Nullable T value;
    private @Nullable RuntimeException failure;

    RunPromise(Waiting waiting) {
        this.waiting = waiting;
    }

    @Override
    public boolean complete(T result) {
        return settle(result, null);
    }

    @Override
    public boolean completeExceptionally(RuntimeException cause) {
        return settle(null, cause);
    }

    @Override
    @SuppressWarnings("NullAway") // the value is null only if T is nullable
    public T get() {
        if (!done) {
            waiting.blockUntil(this::isDone);
        }
        RuntimeException cause = failure;
        if (cause != null) {
            throw cause;
        }
        return value;
    }

    /** As {@link #get}, but a failure gets the stack of the caller: that of the event by which it was made helps nobody. */
    T getHere() {
        try {
            return get();
        } catch (DurableFailure e) {
            e.fillInStackTrace();
            throw e;
        }
    }

    @Override
    public boolean await(Duration timeout) {
        return done || waiting.await(timeout, this::isDone);
    }

    @Override
    public boolean isDone() {
        return done;
    }

    @Override
    public @Nullable RuntimeException failure() {
        return failure;
    }

    @Override
    @SuppressWarnings("NullAway") // the value is null only if T is nullable
    public <R extends @Nullable Object> RunPromise<R> thenApply(Function<? super T, ? extends R> function) {
        RunPromise<R> derived = new RunPromise<>(waiting);
        whenDone(() -> {
            RuntimeException cause = failure;
            if (cause != null) {
                derived.completeExceptionally(cause);
            } else {
                derived.completeWith(() -> function.apply(value));
            }
        });
        return derived;
    }

    @Override
    public <R extends @Nullable Object> Promise<R> handle(
            BiFunction<? super @Nullable T, ? super @Nullable RuntimeException, ? extends R> function) {
        RunPromise<R> derived = new RunPromise<>(waiting);
        whenDone(() -> derived.completeWith(() -> function.apply(value, failure)));
        return derived;
    }

    /** Runs the callback once the promise is done: now, if it is. */
    void whenDone(Runnable callback) {
        if (done) {
            callback.run();
        } else {
            callbacks.add(callback);
        }
    }

    private boolean settle(@Nullable T result, @Nullable RuntimeException cause) {
        if (done) {
            return false;
        }
        done = true;
        value = result;
        failure = cause;
        callbacks.forEach(Runnable::run);
        callbacks.clear();
        return true;
    }

    private void completeWith(DeterministicScheduler.ReadOnlyAction<? extends T> computation) {
        T result;
        try {
            result = waiting.readOnly(computation);
        } catch (RuntimeException e) {
            completeExceptionally(e);
            return;
        }
        complete(result);
    }

    /** What a promise needs of its run. */
    interface Waiting {

        /** Blocks the calling workflow thread until the condition holds, whether its scope is canceled or not. */
        void blockUntil(BooleanSupplier condition);

        /** Blocks until the condition holds, at most for the given time; tells whether it holds. */
        boolean await(Duration timeout, BooleanSupplier condition);

        /** Runs a callback that must neither block nor ask for anything. */
        <R extends @Nullable Object> R readOnly(DeterministicScheduler.ReadOnlyAction<R> action);
    }
}
