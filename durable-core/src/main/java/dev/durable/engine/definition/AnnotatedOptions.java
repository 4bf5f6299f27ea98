package dev.durable.engine.definition;

import dev.durable.activity.ActivityOptions;
import dev.durable.activity.RetryOptions;
import dev.durable.annotation.Activity;
import dev.durable.annotation.ActivityMethod;
import dev.durable.annotation.Retry;
import dev.durable.annotation.Workflow;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads options from annotations. */
final class AnnotatedOptions {

    private final String place;

    /** @param place where the annotation stands, for messages */
    private AnnotatedOptions(String place) {
        this.place = place;
    }

    static ActivityOptions of(Activity annotation, String place) {
        AnnotatedOptions reader = new AnnotatedOptions("@Activity on " + place);
        return new ActivityOptions(
                reader.text(annotation.taskQueue()),
                reader.timeout("startToCloseTimeout", annotation.startToCloseTimeout()),
                reader.timeout("scheduleToStartTimeout", annotation.scheduleToStartTimeout()),
                reader.timeout("scheduleToCloseTimeout", annotation.scheduleToCloseTimeout()),
                reader.timeout("heartbeatTimeout", annotation.heartbeatTimeout()),
                reader.retry(annotation.retry()),
                reader.single("cancellationType", annotation.cancellationType()),
                reader.priority(annotation.priority()),
                null);
    }

    static ActivityOptions of(ActivityMethod annotation, String place) {
        AnnotatedOptions reader = new AnnotatedOptions("@ActivityMethod on " + place);
        return new ActivityOptions(
                reader.text(annotation.taskQueue()),
                reader.timeout("startToCloseTimeout", annotation.startToCloseTimeout()),
                reader.timeout("scheduleToStartTimeout", annotation.scheduleToStartTimeout()),
                reader.timeout("scheduleToCloseTimeout", annotation.scheduleToCloseTimeout()),
                reader.timeout("heartbeatTimeout", annotation.heartbeatTimeout()),
                reader.retry(annotation.retry()),
                reader.single("cancellationType", annotation.cancellationType()),
                reader.priority(annotation.priority()),
                null);
    }

    static RunDefaults of(Workflow annotation, String place) {
        AnnotatedOptions reader = new AnnotatedOptions("@Workflow on " + place);
        return new RunDefaults(
                reader.positive("executionTimeout", annotation.executionTimeout()),
                reader.positive("runTimeout", annotation.runTimeout()),
                reader.retry(annotation.retry()));
    }

    private @Nullable RetryOptions retry(Retry[] annotations) {
        if (annotations.length > 1) {
            throw new DurableException(ErrorCode.OPTION_ILLEGAL, place + ": more than one retry is given.");
        }
        if (annotations.length == 0) {
            return null;
        }
        RetryOptions retry = retry(annotations[0]);
        try {
            retry.toPolicy();
        } catch (IllegalArgumentException e) {
            throw new DurableException(ErrorCode.OPTION_ILLEGAL, place + ": retry: " + e.getMessage() + ".", e);
        }
        return retry;
    }

    private RetryOptions retry(Retry annotation) {
        return new RetryOptions(
                timeout("retry.initialInterval", annotation.initialInterval()),
                Double.isNaN(annotation.backoffCoefficient()) ? null : annotation.backoffCoefficient(),
                timeout("retry.maximumInterval", annotation.maximumInterval()),
                annotation.maximumAttempts() == Integer.MIN_VALUE ? null : annotation.maximumAttempts(),
                nonRetryable(annotation));
    }

    private static @Nullable List<String> nonRetryable(Retry annotation) {
        return annotation.nonRetryable().length == 0
                ? null
                : Arrays.stream(annotation.nonRetryable()).map(Class::getName).toList();
    }

    private <E> @Nullable E single(String attribute, E[] values) {
        if (values.length > 1) {
            throw new DurableException(
                    ErrorCode.OPTION_ILLEGAL, place + ": " + attribute + " has " + values.length + " values.");
        }
        return values.length == 0 ? null : values[0];
    }

    private @Nullable Integer priority(int value) {
        if (value < 0 || value > 5) {
            throw new DurableException(
                    ErrorCode.OPTION_ILLEGAL, place + ": priority must be from 1 to 5 but is " + value + ".");
        }
        return value == 0 ? null : value;
    }

    private @Nullable String text(String value) {
        return value.isEmpty() ? null : value;
    }

    private @Nullable Duration positive(String attribute, String value) {
        Duration duration = timeout(attribute, value);
        if (duration != null && (duration.isZero() || duration.isNegative())) {
            throw new DurableException(
                    ErrorCode.OPTION_ILLEGAL, place + ": " + attribute + " must be positive but is " + value + ".");
        }
        return duration;
    }

    private @Nullable Duration timeout(String attribute, String value) {
        if (value.isEmpty()) {
            return null;
        }
        try {
            return DurationText.parse(value);
        } catch (IllegalArgumentException e) {
            throw new DurableException(
                    ErrorCode.OPTION_ILLEGAL, place + ": " + attribute + " = " + e.getMessage() + ".", e);
        }
    }
}
