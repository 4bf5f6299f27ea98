package dev.durable.engine.client;

import dev.durable.engine.time.TimeSource;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.store.StoreUnavailableException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Waits for futures on behalf of callers, and gives them the exception itself instead of a wrapper. */
final class Waiting {

    private Waiting() {}

    /** Waits without a limit. */
    static <T extends @Nullable Object> T join(CompletableFuture<T> future, TimeSource time) {
        try {
            return time.await(future);
        } catch (InterruptedException e) {
            throw interrupted(e);
        } catch (ExecutionException e) {
            throw unwrap(e);
        }
    }

    /** Waits until a call is accepted. */
    static <T extends @Nullable Object> T accepted(
            CompletableFuture<T> call, TimeSource time, Duration timeout, String what) {
        try {
            return time.await(call, timeout);
        } catch (TimeoutException e) {
            throw new StoreUnavailableException(
                    what + " was not accepted within " + timeout + "; it may still be.", true, e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        } catch (ExecutionException e) {
            throw unwrap(e);
        }
    }

    static <T extends @Nullable Object> T join(
            CompletableFuture<T> future, TimeSource time, Duration timeout, String what) {
        return join(
                future,
                time,
                timeout,
                () -> new DurableException(ErrorCode.RESULT_TIMEOUT, what + " was not there within " + timeout + "."));
    }

    static <T extends @Nullable Object> T join(
            CompletableFuture<T> future, TimeSource time, Duration timeout, Supplier<RuntimeException> tooLate) {
        try {
            return time.await(future, timeout);
        } catch (TimeoutException e) {
            throw tooLate.get();
        } catch (InterruptedException e) {
            throw interrupted(e);
        } catch (ExecutionException e) {
            throw unwrap(e);
        }
    }

    private static RuntimeException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new DurableException(ErrorCode.RESULT_TIMEOUT, "The wait was interrupted.", e);
    }

    private static RuntimeException unwrap(ExecutionException e) {
        if (e.getCause() instanceof RuntimeException failure) {
            // made on another thread: add where the caller waited
            failure.addSuppressed(e);
            return failure;
        }
        return new IllegalStateException(e);
    }
}
