package dev.durable.engine;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks of declarations that take long enough to be made beside the rest of an application's start, and those that the start need not wait for, since they
 * only warn. Each is made once. Thread-safe.
 */
final class StartChecks {

    private static final Logger logger = LoggerFactory.getLogger(StartChecks.class);

    private final Runnable checks;
    private final Runnable warnings;
    private final Executor ofWarnings;
    private final AtomicBoolean begun = new AtomicBoolean();
    private final AtomicBoolean warned = new AtomicBoolean();
    private final CompletableFuture<Void> made = new CompletableFuture<>();

    /**
     * @param checks what a start waits for
     * @param warnings what it does not wait for
     * @param ofWarnings where these are made
     */
    StartChecks(Runnable checks, Runnable warnings, Executor ofWarnings) {
        this.checks = checks;
        this.warnings = warnings;
        this.ofWarnings = ofWarnings;
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

    /** Has those made that only warn, if nobody has yet. */
    void warn() {
        if (warned.compareAndSet(false, true)) {
            ofWarnings.execute(() -> {
                try {
                    warnings.run();
                } catch (RuntimeException | LinkageError e) {
                    logger.warn("A check that only warns could not be made to its end", e);
                }
            });
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
