package dev.durable.autoconfigure.diagnostics;

import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.NestedExceptionUtils;

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
        return new FailureAnalysis(description(cause), FailureAdvice.of(cause.code()), rootFailure);
    }

    /** What the database or its driver says is the only hint at what is wrong with it. */
    private static String description(DurableException failure) {
        Throwable reason = NestedExceptionUtils.getRootCause(failure);
        String what = failure.code().id() + ": " + failure.what();
        return failure.code() == ErrorCode.STORE_UNAVAILABLE && reason != null
                ? what + System.lineSeparator() + "    because of " + reason
                : what;
    }
}
