package dev.durable.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * How failed attempts of an activity are repeated. An empty string, an empty list or a number's default means: not set
 * here, take the next wider setting, and at last the engine's defaults: first after 1 second, then twice as long each
 * time, at most 100 times the first interval, without a limit on attempts.
 *
 * <p>Durations are written {@code 500ms}, {@code 10s}, {@code 5m}, {@code 2h}, {@code 1d}, or in ISO-8601 form.
 */
@Target({})
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface Retry {

    /** Pause before the second attempt. */
    String initialInterval() default "";

    /** Factor by which each further pause grows; at least 1. */
    double backoffCoefficient() default Double.NaN;

    /** Longest pause. */
    String maximumInterval() default "";

    /**
     * Attempts in all, the first included; 0 means unlimited. With 1 the activity runs <em>at most once</em>: an attempt
     * that may have begun before a crash is not repeated, it surfaces as a timeout failure.
     */
    int maximumAttempts() default Integer.MIN_VALUE;

    /** Exceptions (and their subclasses) after which no further attempt is made. */
    Class<? extends Throwable>[] nonRetryable() default {};
}
