package dev.durable.activity;

import org.jspecify.annotations.Nullable;

/**
 * Handles every activity that no method of an {@link dev.durable.annotation.Activity} type stands for: one bean for names that are
 * known at run time only. Workflows call such activities by {@code workflow.activity(name, resultType, options, arguments…)}.
 *
 * <p>Retries, time limits, heartbeats and cancellation are those of any activity. An application has one such bean at most.
 */
@FunctionalInterface
public interface DynamicActivity {

    /**
     * Executes one attempt.
     *
     * @param activityType name of the activity
     * @param arguments what the workflow passed, to be decoded as the types that the activity knows
     * @return the result, to be encoded by its own class; may be null
     * @throws Exception any failure; it is retried as the call's policy says
     */
    @Nullable
    Object execute(String activityType, ActivityArguments arguments) throws Exception;
}
