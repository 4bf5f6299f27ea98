package dev.durable.autoconfigure.diagnostics;

import dev.durable.failure.ErrorCode;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;

/**
 * Explains Spring Boot's failure to make a {@code DataSource}, which comes before the engine could miss it: someone who has
 * just added the starter does not know that it wants a database. Goes before Spring Boot's own analyser.
 */
final class MissingDatabaseFailureAnalyzer extends AbstractFailureAnalyzer<BeanCreationException> implements Ordered {

    private final Environment environment;

    MissingDatabaseFailureAnalyzer(Environment environment) {
        this.environment = environment;
    }

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, BeanCreationException cause) {
        if (!environment.getProperty("durable.enabled", Boolean.class, true)) {
            return null;
        }
        for (Throwable each = cause; each != null; each = each.getCause()) {
            if (isNoDataSource(each)) {
                return new FailureAnalysis(
                        ErrorCode.DATABASE_MISSING.id()
                                + ": Durable execution keeps histories in the application's database, but Spring Boot could not"
                                + " configure a DataSource.\n\nReason: " + each.getMessage(),
                        FailureAdvice.of(ErrorCode.DATABASE_MISSING),
                        rootFailure);
            }
        }
        return null;
    }

    /** The exception's class is not accessible, but the class that it is nested in is. */
    private static boolean isNoDataSource(Throwable failure) {
        return failure.getClass().getEnclosingClass() == DataSourceProperties.class;
    }

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }
}
