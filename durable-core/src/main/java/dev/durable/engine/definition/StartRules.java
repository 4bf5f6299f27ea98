package dev.durable.engine.definition;

import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import java.time.Duration;

/** What holds for every start of a workflow, whoever asks for it. */
public final class StartRules {

    private static final int MAX_ID_LENGTH = 255;

    private StartRules() {}

    /**
     * Returns the id if it can be one.
     *
     * @throws DurableException {@code DUR-2011} if it cannot
     */
    public static String requireId(String workflowId) {
        if (workflowId.isBlank() || workflowId.length() > MAX_ID_LENGTH) {
            throw new DurableException(
                    ErrorCode.WORKFLOW_ID_ILLEGAL,
                    workflowId.isBlank()
                            ? "A workflow id is blank."
                            : "A workflow id has " + workflowId.length() + " characters.");
        }
        return workflowId;
    }

    /**
     * Returns the limit if it can be one.
     *
     * @param what the limit, in words
     * @throws DurableException {@code DUR-1010} if it cannot
     */
    public static Duration requirePositive(String what, Duration limit) {
        if (limit.isNegative() || limit.isZero()) {
            throw new DurableException(
                    ErrorCode.OPTION_ILLEGAL, "The " + what + " of a workflow must be positive but is " + limit + ".");
        }
        return limit;
    }
}
