package dev.durable.activity;

import java.time.Duration;
import java.util.List;

/**
 * How failed attempts are repeated: pauses that grow by a factor up to a maximum, until attempts or time run out.
 *
 * @param initialInterval pause before the second attempt; positive
 * @param backoffCoefficient factor by which each further pause grows; at least 1
 * @param maximumInterval longest pause; not shorter than the initial interval
 * @param maximumAttempts attempts in all, the first included; 0 means unlimited
 * @param nonRetryableTypes failure types (see {@link dev.durable.failure.ApplicationFailure#type()}) after which no further
 *     attempt is made
 */
public record RetryPolicy(
        Duration initialInterval,
        double backoffCoefficient,
        Duration maximumInterval,
        int maximumAttempts,
        List<String> nonRetryableTypes) {

    /** 1 second, doubled each time up to 100 seconds, unlimited attempts. */
    public static final RetryPolicy DEFAULT =
            new RetryPolicy(Duration.ofSeconds(1), 2.0, Duration.ofSeconds(100), 0, List.of());

    /** Checks the values. */
    public RetryPolicy {
        if (initialInterval.isNegative() || initialInterval.isZero()) {
            throw new IllegalArgumentException("initialInterval must be positive but is " + initialInterval);
        }
        if (!(backoffCoefficient >= 1)) {
            throw new IllegalArgumentException("backoffCoefficient must be at least 1 but is " + backoffCoefficient);
        }
        if (maximumInterval.compareTo(initialInterval) < 0) {
            throw new IllegalArgumentException("maximumInterval " + maximumInterval
                    + " must not be shorter than initialInterval " + initialInterval);
        }
        if (maximumAttempts < 0) {
            throw new IllegalArgumentException(
                    "maximumAttempts must be 0 (unlimited) or more but is " + maximumAttempts);
        }
        nonRetryableTypes = List.copyOf(nonRetryableTypes);
    }

    /**
     * Pause after a failed attempt.
     *
     * @param attempt number of the attempt that failed, from 1
     */
    public Duration intervalAfter(int attempt) {
        double factor = Math.pow(backoffCoefficient, attempt - 1.0);
        double millis = initialInterval.toMillis() * factor;
        if (!(millis < maximumInterval.toMillis())) {
            return maximumInterval;
        }
        return millis < 1 ? initialInterval : Duration.ofMillis((long) millis);
    }

    /** Whether another attempt may follow the given one, as far as the number of attempts is concerned. */
    public boolean allowsAttemptAfter(int attempt) {
        return maximumAttempts == 0 || attempt < maximumAttempts;
    }
}
