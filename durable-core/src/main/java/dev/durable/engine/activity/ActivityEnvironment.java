package dev.durable.engine.activity;

import dev.durable.engine.definition.Definitions;
import dev.durable.engine.extension.Extensions;
import dev.durable.engine.time.TimeSource;
import dev.durable.payload.FailureConverter;
import dev.durable.payload.PayloadConverter;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * What an {@link ActivityExecutor} works with.
 *
 * @param definitions the activities that this node has
 * @param payloads decodes arguments, encodes results and heartbeats
 * @param failures encodes what attempts throw
 * @param time clock and timers
 * @param threads runs attempts. It should start each one at once: {@code slots} are the limit, and an attempt
 *     that was given up but does not end keeps a thread without counting against the limit
 * @param slots how many attempts run at the same time
 * @param outcomes told how activities go on
 * @param extensions interceptors, and context that came along
 * @param results stores results of transactional activities; null if there are none of them
 */
public record ActivityEnvironment(
        Definitions definitions,
        PayloadConverter payloads,
        FailureConverter failures,
        TimeSource time,
        Executor threads,
        ActivitySlots slots,
        ActivityOutcomes outcomes,
        Extensions extensions,
        @Nullable ResultStore results) {

    /**
     * Sees to it that no transactional activity is executed as an ordinary one.
     *
     * @throws IllegalArgumentException if there are transactional activities, and nothing stores their results
     */
    public ActivityEnvironment {
        if (results == null && definitions.hasTransactionalActivities()) {
            throw new IllegalArgumentException("Nothing stores the results of transactional activities");
        }
    }

    /** An environment without transactional activities. */
    public ActivityEnvironment(
            Definitions definitions,
            PayloadConverter payloads,
            FailureConverter failures,
            TimeSource time,
            Executor threads,
            ActivitySlots slots,
            ActivityOutcomes outcomes,
            Extensions extensions) {
        this(definitions, payloads, failures, time, threads, slots, outcomes, extensions, null);
    }

    /** An environment without extensions, and with slots of its own. */
    public ActivityEnvironment(
            Definitions definitions,
            PayloadConverter payloads,
            FailureConverter failures,
            TimeSource time,
            Executor threads,
            int maxConcurrentAttempts,
            ActivityOutcomes outcomes) {
        this(
                definitions,
                payloads,
                failures,
                time,
                threads,
                ActivitySlots.of(maxConcurrentAttempts),
                outcomes,
                Extensions.NONE);
    }

    /** The same environment for attempts that were claimed, about which others are told. */
    ActivityEnvironment ofClaims(ActivityOutcomes others) {
        @Nullable ResultStore ofClaims = results == null ? null : results.ofClaims();
        return new ActivityEnvironment(
                definitions, payloads, failures, time, threads, slots, others, extensions, ofClaims);
    }
}
