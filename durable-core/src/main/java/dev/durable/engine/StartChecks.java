package dev.durable.engine;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;

/** Checks of declarations that take long enough to be made beside the rest of an application's start. Made once. Thread-safe. */
final class StartChecks {

    private final Runnable checks;
    private final AtomicBoolean begun = new AtomicBoolean();
    private final CompletableFuture<Void> made = new CompletableFuture<>();

    StartChecks(Runnable checks) {
        this.checks = checks;
    }

    /**
     * Waits for the checks, or makes them if nobody has begun yet.
     *
     * @throws dev.durable.failure.DurableException what the checks have found
     */
    void await() {
        make();
        try {
            made.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            if (e.getCause() instanceof Error failure) {
                throw failure;
            }
            throw e;
        }
    }

    private void make() {
        if (begun.compareAndSet(false, true)) {
            try {
                checks.run();
                made.complete(null);
            } catch (Throwable e) {
                // also what languages throw that do not check exceptions: somebody waits
                made.completeExceptionally(e);
            }
        }
    }
}
