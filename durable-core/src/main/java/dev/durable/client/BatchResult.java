package dev.durable.client;

import java.util.List;
import java.util.UUID;

/**
 * What a batch has done.
 *
 * @param matched runs that the filter let through
 * @param done runs for which the operation succeeded
 * @param skipped runs that needed nothing: closed before the operation reached them, deleted by somebody else, or, when runs are reset,
 *     followed by another run already
 * @param failed runs for which the operation failed
 * @param firstFailures what went wrong with the first of those, at most 20
 */
public record BatchResult(long matched, long done, long skipped, long failed, List<Failure> firstFailures) {

    /** Copies the list. */
    public BatchResult {
        firstFailures = List.copyOf(firstFailures);
    }

    /**
     * What went wrong with one run.
     *
     * @param workflowId the business key
     * @param runId the run
     * @param cause why; mostly a {@link dev.durable.failure.DurableException}
     */
    public record Failure(String workflowId, UUID runId, RuntimeException cause) {}
}
