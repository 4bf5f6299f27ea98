package dev.durable.client;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of a listing.
 *
 * @param workflows the runs, newest first
 * @param nextCursor to be given to {@link WorkflowFilter#withCursor}; null if there are no more
 */
public record WorkflowPage(
        List<WorkflowSummary> workflows, @Nullable String nextCursor) {

    /** Copies the list. */
    public WorkflowPage {
        workflows = List.copyOf(workflows);
    }
}
