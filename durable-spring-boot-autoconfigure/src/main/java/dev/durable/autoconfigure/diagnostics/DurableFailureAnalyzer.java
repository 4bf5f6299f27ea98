package dev.durable.autoconfigure.diagnostics;

import dev.durable.failure.DurableException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Shows errors of the engine that are found at the start: what happened, its code, and what to do. Others keep their stack trace: where a
 * call came from, and what caused it, is what helps there.
 */
final class DurableFailureAnalyzer extends AbstractFailureAnalyzer<DurableException> {

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, DurableException cause) {
        if (!cause.code().concernsStart()) {
            return null;
        }
        return new FailureAnalysis(
                cause.code().id() + ": " + cause.what(), FailureAdvice.of(cause.code()), rootFailure);
    }
}
