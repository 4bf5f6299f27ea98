package dev.durable.autoconfigure.actuate;

import dev.durable.client.WorkflowPage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of runs.
 *
 * @param nextCursor to be given for the next page, or null if this is the last
 */
record RunPageDescriptor(
        List<RunDescriptor> workflows, @Nullable String nextCursor) {

    static RunPageDescriptor of(WorkflowPage page) {
        return new RunPageDescriptor(
                page.workflows().stream().map(RunDescriptor::of).toList(), page.nextCursor());
    }
}
