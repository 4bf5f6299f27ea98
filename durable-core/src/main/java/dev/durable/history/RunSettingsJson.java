package dev.durable.history;

import dev.durable.activity.RetryPolicy;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Retry policies, options and origin of runs in stored events. */
final class RunSettingsJson {

    /** What a stored activity without retry policy means, whatever becomes of the default for new ones. */
    static final RetryPolicy UNWRITTEN_RETRY_POLICY =
            new RetryPolicy(Duration.ofSeconds(1), 2.0, Duration.ofSeconds(100), 0, List.of());

    private RunSettingsJson() {}

    static void write(AttributeWriter to, @Nullable RetryPolicy policy) {
        if (policy == null) {
            return;
        }
        to.object(
                Attribute.RETRY_POLICY,
                true,
                () -> to.duration(Attribute.INITIAL_INTERVAL, policy.initialInterval())
                        .decimal(Attribute.BACKOFF_COEFFICIENT, policy.backoffCoefficient())
                        .duration(Attribute.MAXIMUM_INTERVAL, policy.maximumInterval())
                        .number(Attribute.MAXIMUM_ATTEMPTS, policy.maximumAttempts())
                        .texts(Attribute.NON_RETRYABLE_TYPES, policy.nonRetryableTypes()));
    }

    static RetryPolicy retryPolicy(Attributes from) {
        Attributes policy = from.object(Attribute.RETRY_POLICY);
        RetryPolicy absent = UNWRITTEN_RETRY_POLICY;
        return new RetryPolicy(
                policy.duration(Attribute.INITIAL_INTERVAL, absent.initialInterval()),
                policy.decimal(Attribute.BACKOFF_COEFFICIENT, absent.backoffCoefficient()),
                policy.duration(Attribute.MAXIMUM_INTERVAL, absent.maximumInterval()),
                policy.number(Attribute.MAXIMUM_ATTEMPTS),
                policy.texts(Attribute.NON_RETRYABLE_TYPES));
    }

    static void write(AttributeWriter to, RunOptions options) {
        to.object(Attribute.OPTIONS, !options.equals(RunOptions.NONE), () -> {
            to.duration(Attribute.EXECUTION_TIMEOUT, options.executionTimeout())
                    .text(Attribute.EXPIRES_AT, options.expiresAt())
                    .duration(Attribute.RUN_TIMEOUT, options.runTimeout())
                    .duration(Attribute.START_DELAY, options.startDelay());
            write(to, options.retryPolicy());
        });
    }

    static RunOptions options(Attributes from) {
        if (!from.has(Attribute.OPTIONS)) {
            return RunOptions.NONE;
        }
        Attributes options = from.object(Attribute.OPTIONS);
        return new RunOptions(
                options.durationOrNull(Attribute.EXECUTION_TIMEOUT),
                options.timeOrNull(Attribute.EXPIRES_AT),
                options.durationOrNull(Attribute.RUN_TIMEOUT),
                options.has(Attribute.RETRY_POLICY) ? retryPolicy(options) : null,
                options.duration(Attribute.START_DELAY, Duration.ZERO));
    }

    static void write(AttributeWriter to, RunOrigin origin) {
        to.object(Attribute.ORIGIN, !origin.equals(RunOrigin.FIRST), () -> {
            to.text(Attribute.FIRST_RUN_ID, origin.firstRunId())
                    .text(Attribute.SEED_RUN_ID, origin.seedRunId())
                    .text(Attribute.CONTINUED_RUN_ID, origin.continuedRunId())
                    .number(Attribute.ATTEMPT, origin.attempt());
            write(to, origin.parent());
            to.payloadOrNull(Attribute.LAST_RESULT, origin.lastResult())
                    .failure(Attribute.LAST_FAILURE, origin.lastFailure());
        });
    }

    private static void write(AttributeWriter to, @Nullable ParentExecution parent) {
        if (parent == null) {
            return;
        }
        to.object(
                Attribute.PARENT,
                true,
                () -> to.text(Attribute.WORKFLOW_ID, parent.workflowId())
                        .text(Attribute.RUN_ID, parent.runId())
                        .number(Attribute.INITIATED_EVENT_ID, parent.initiatedEventId()));
    }

    static RunOrigin origin(Attributes from) {
        if (!from.has(Attribute.ORIGIN)) {
            return RunOrigin.FIRST;
        }
        Attributes origin = from.object(Attribute.ORIGIN);
        return new RunOrigin(
                origin.runIdOrNull(Attribute.FIRST_RUN_ID),
                origin.runIdOrNull(Attribute.SEED_RUN_ID),
                origin.runIdOrNull(Attribute.CONTINUED_RUN_ID),
                origin.number(Attribute.ATTEMPT, 1),
                origin.has(Attribute.PARENT) ? parent(origin.object(Attribute.PARENT)) : null,
                origin.payloadOrNull(Attribute.LAST_RESULT),
                origin.failureOrNull(Attribute.LAST_FAILURE));
    }

    private static ParentExecution parent(Attributes parent) {
        return new ParentExecution(
                parent.text(Attribute.WORKFLOW_ID),
                parent.runId(Attribute.RUN_ID),
                parent.number(Attribute.INITIATED_EVENT_ID));
    }
}
