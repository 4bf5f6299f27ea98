package dev.durable.activity;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Retry settings of one level (annotation, configuration, call site), each of which may be left open. Levels are laid over
 * one another and give a {@link RetryPolicy} at last.
 *
 * @param initialInterval pause before the second attempt, or null if open
 * @param backoffCoefficient growth of the pauses, or null if open
 * @param maximumInterval longest pause, or null if open
 * @param maximumAttempts attempts in all, 0 for unlimited, or null if open
 * @param nonRetryableTypes failure types that end the attempts, or null if open
 */
public record RetryOptions(
        @Nullable Duration initialInterval,
        @Nullable Double backoffCoefficient,
        @Nullable Duration maximumInterval,
        @Nullable Integer maximumAttempts,
        @Nullable List<String> nonRetryableTypes) {

    /** Leaves everything open. */
    public static final RetryOptions NONE = new RetryOptions(null, null, null, null, null);

    /** Copies the list. */
    public RetryOptions {
        nonRetryableTypes = nonRetryableTypes == null ? null : List.copyOf(nonRetryableTypes);
    }

    /** Only a limit of attempts; 1 means at most once. */
    public static RetryOptions maximumAttempts(int attempts) {
        return new RetryOptions(null, null, null, attempts, null);
    }

    /** These options with those of a narrower level laid over them. */
    public RetryOptions overriddenBy(RetryOptions narrower) {
        return new RetryOptions(
                narrower.initialInterval != null ? narrower.initialInterval : initialInterval,
                narrower.backoffCoefficient != null ? narrower.backoffCoefficient : backoffCoefficient,
                narrower.maximumInterval != null ? narrower.maximumInterval : maximumInterval,
                narrower.maximumAttempts != null ? narrower.maximumAttempts : maximumAttempts,
                narrower.nonRetryableTypes != null ? narrower.nonRetryableTypes : nonRetryableTypes);
    }

    /**
     * The policy, with defaults for what is open; an open maximum interval is 100 times the initial one.
     *
     * @throws IllegalArgumentException if the values do not fit together
     */
    public RetryPolicy toPolicy() {
        Duration initial = initialInterval != null ? initialInterval : RetryPolicy.DEFAULT.initialInterval();
        return new RetryPolicy(
                initial,
                backoffCoefficient != null ? backoffCoefficient : RetryPolicy.DEFAULT.backoffCoefficient(),
                maximumInterval != null ? maximumInterval : initial.multipliedBy(100),
                maximumAttempts != null ? maximumAttempts : 0,
                nonRetryableTypes != null ? nonRetryableTypes : List.of());
    }
}
