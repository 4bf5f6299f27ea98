package dev.durable.failure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A failure of application code. Every exception that leaves an activity or workflow reaches the other side as an application
 * failure with the exception's class name as its {@linkplain #type() type}; code that wants to control type, retries or
 * details throws one itself. May be extended.
 */
public non-sealed class ApplicationFailure extends DurableFailure {

    private final String type;
    private final boolean nonRetryable;
    private final List<@Nullable Object> details;
    private final @Nullable Duration nextRetryDelay;

    /** Creates a failure; prefer the factory methods unless you extend the class. */
    protected ApplicationFailure(
            @Nullable String message,
            String type,
            boolean nonRetryable,
            List<? extends @Nullable Object> details,
            @Nullable Throwable cause) {
        this(message, type, nonRetryable, details, cause, null);
    }

    /** Creates a failure that says when the next attempt is made; prefer the factory methods unless you extend the class. */
    protected ApplicationFailure(
            @Nullable String message,
            String type,
            boolean nonRetryable,
            List<? extends @Nullable Object> details,
            @Nullable Throwable cause,
            @Nullable Duration nextRetryDelay) {
        super(message, cause);
        this.type = type;
        this.nonRetryable = nonRetryable;
        this.details = Collections.unmodifiableList(new ArrayList<>(details));
        this.nextRetryDelay = nextRetryDelay;
    }

    /** A failure after which the activity is retried as its policy says. */
    public static ApplicationFailure of(@Nullable String message, String type, @Nullable Object... details) {
        return new ApplicationFailure(message, type, false, Arrays.asList(details), null);
    }

    /** A failure with a cause, after which the activity is retried as its policy says. */
    public static ApplicationFailure of(
            @Nullable String message,
            String type,
            @Nullable Throwable cause,
            List<? extends @Nullable Object> details) {
        return new ApplicationFailure(message, type, false, details, cause);
    }

    /** A failure after which the activity is not retried. */
    public static ApplicationFailure nonRetryable(@Nullable String message, String type, @Nullable Object... details) {
        return new ApplicationFailure(message, type, true, Arrays.asList(details), null);
    }

    /** A failure with a cause, after which the activity is not retried. */
    public static ApplicationFailure nonRetryable(
            @Nullable String message,
            String type,
            @Nullable Throwable cause,
            List<? extends @Nullable Object> details) {
        return new ApplicationFailure(message, type, true, details, cause);
    }

    /**
     * This failure with a pause of its own before the next attempt, in place of the retry policy's: for a service that says when it
     * will be back. Whether there is a next attempt is still up to the policy. Subclasses hand the pause to the constructor instead.
     *
     * @param delay zero for at once
     * @return a copy with the same stack trace
     */
    public ApplicationFailure withNextRetryDelay(Duration delay) {
        ApplicationFailure copy = new ApplicationFailure(getMessage(), type, nonRetryable, details, getCause(), delay);
        copy.setStackTrace(getStackTrace());
        return copy;
    }

    /** What kind of failure it is: a name of your choice, or the class name of the original exception. */
    public String type() {
        return type;
    }

    /** Whether further attempts are pointless. */
    public boolean isNonRetryable() {
        return nonRetryable;
    }

    /** The pause before the next attempt, or null if the retry policy decides. */
    public @Nullable Duration nextRetryDelay() {
        return nextRetryDelay;
    }

    /**
     * Data that goes with the failure. On the receiving side the values are as JSON reads them (maps, lists, strings,
     * numbers); use {@link dev.durable.payload.PayloadConverter} there for typed access.
     */
    public List<@Nullable Object> details() {
        return details;
    }
}
