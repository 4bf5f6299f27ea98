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
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The engine's promise. Its state is confined to the run: events complete it on the actor's thread, code on its workflow threads,
 * never at the same time.
 */
final class RunPromise<T extends @Nullable Object> implements CompletablePromise<T> {

    private final Waiting waiting;
    private final List<Runnable> callbacks = new ArrayList<>(1);
    private Supplier<String> subject = () -> "a promise";
    private boolean failureIsShown;
    private boolean asked;
    private boolean done;
    private @Nullable T value;
    private @Nullable RuntimeException failure;

    RunPromise(Waiting waiting) {
        this.waiting = waiting;
    }

    /** Says, for people, what it is a promise of. */
    RunPromise<T> about(Supplier<String> words) {
        subject = words;
        return this;
    }

    /** Has a failure shown to people if nobody asks for it, also that of a promise made of this one. */
    RunPromise<T> showingUnaskedFailure() {
        failureIsShown = true;
        return this;
    }

    /** Whether a failure that nobody asks for is shown to people. */
    boolean isShowingUnaskedFailure() {
        return failureIsShown;
    }

    /** What it is a promise of, in words. */
    String subject() {
        return subject.get();
    }

    @Override
    public boolean complete(T result) {
        waiting.requirePromisesAllowed("complete");
        return fulfil(result);
    }

    @Override
    public boolean completeExceptionally(RuntimeException cause) {
        waiting.requirePromisesAllowed("completeExceptionally");
        return fail(cause);
    }

    /** Completes the promise on the engine's own account; false if it was done already. */
    boolean fulfil(T result) {
        return settle(result, null);
    }

    /** Fails the promise on the engine's own account; false if it was done already. */
    boolean fail(RuntimeException cause) {
        return settle(null, cause);
    }

    @Override
    @SuppressWarnings("NullAway") // the value is null only if T is nullable
    public T get() {
        ask();
        if (!done) {
            waiting.blockUntil(this::isDone, subject);
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
        return done || waiting.await(timeout, this::isDone, subject);
    }

    @Override
    public boolean isDone() {
        return done;
    }

    @Override
    public @Nullable RuntimeException failure() {
        ask();
        return failure;
    }

    @Override
    @SuppressWarnings("NullAway") // the value is null only if T is nullable
    public <R extends @Nullable Object> RunPromise<R> thenApply(Function<? super T, ? extends R> function) {
        RunPromise<R> derived = derive("thenApply");
        whenDone(() -> {
            RuntimeException cause = failure;
            if (cause != null) {
                derived.fail(cause);
            } else {
                derived.completeWith(() -> function.apply(value));
            }
        });
        return derived;
    }

    @Override
    public <R extends @Nullable Object> Promise<R> handle(
            BiFunction<? super @Nullable T, ? super @Nullable RuntimeException, ? extends R> function) {
        RunPromise<R> derived = derive("handle");
        whenDone(() -> derived.completeWith(() -> function.apply(value, failure)));
        return derived;
    }

    /** A callback for later that only a query has asked for would be missing in replay. */
    private <R extends @Nullable Object> RunPromise<R> derive(String what) {
        if (!done) {
            waiting.requirePromisesAllowed(what);
        }
        RunPromise<R> derived = new RunPromise<R>(waiting).about(subject);
        derived.failureIsShown = failureIsShown;
        return derived;
    }

    /** Runs the callback once the promise is done: now, if it is. */
    void whenDone(Runnable callback) {
        ask();
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
        if (cause != null && failureIsShown && !asked) {
            waiting.unaskedFailures().failed(this, cause);
        }
        callbacks.forEach(Runnable::run);
        callbacks.clear();
        return true;
    }

    /** From now on somebody knows of the failure, or will. */
    private void ask() {
        if (!asked) {
            asked = true;
            if (failure != null) {
                waiting.unaskedFailures().asked(this);
            }
        }
    }

    private void completeWith(DeterministicScheduler.ReadOnlyAction<? extends T> computation) {
        T result;
        try {
            result = waiting.callback(computation);
        } catch (RuntimeException e) {
            fail(e);
            return;
        }
        fulfil(result);
    }

    /** What a promise needs of its run. */
    interface Waiting {

        /** Blocks the calling workflow thread until the condition holds, whether its scope is canceled or not. */
        void blockUntil(BooleanSupplier condition, Supplier<String> subject);

        /** Blocks until the condition holds, at most for the given time; tells whether it holds. */
        boolean await(Duration timeout, BooleanSupplier condition, Supplier<String> subject);

        /** Runs a callback, which must neither block nor ask for anything but may complete promises. */
        <R extends @Nullable Object> R callback(DeterministicScheduler.ReadOnlyAction<R> action);

        /** Where failures go that nobody asks for. */
        UnaskedFailures unaskedFailures();

        /** Refuses calls from foreign threads and from code that may only read; those from callbacks are allowed. */
        void requirePromisesAllowed(String what);
    }
}
