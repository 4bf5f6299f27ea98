package dev.durable.autoconfigure.diagnostics;

import dev.durable.failure.DurableException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Shows any error of the engine that ends the start: what happened, its code, and what to do. */
final class DurableFailureAnalyzer extends AbstractFailureAnalyzer<DurableException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, DurableException cause) {
        return new FailureAnalysis(
                cause.code().id() + ": " + cause.what(), FailureAdvice.of(cause.code()), rootFailure);
    }
}
