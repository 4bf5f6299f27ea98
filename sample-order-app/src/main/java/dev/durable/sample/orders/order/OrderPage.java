package dev.durable.sample.orders.order;

import dev.durable.client.WorkflowPage;
import dev.durable.client.WorkflowStatus;
import dev.durable.client.WorkflowSummary;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of orders.
 *
 * @param orders the orders, newest first
 * @param nextCursor to be given with the request for the next page; null if there are no more
 */
public record OrderPage(List<Entry> orders, @Nullable String nextCursor) {

    /** Copies the list. */
    public OrderPage {
        orders = List.copyOf(orders);
    }

    static OrderPage of(WorkflowPage page) {
        return new OrderPage(page.workflows().stream().map(Entry::of).toList(), page.nextCursor());
    }

    /**
     * One order in the list.
     *
     * @param id the order id
     * @param workflowStatus how its workflow stands
     * @param startedAt when the workflow began
     * @param closedAt when it ended, or null while it is open
     */
    public record Entry(
            String id,
            WorkflowStatus workflowStatus,
            Instant startedAt,
            @Nullable Instant closedAt) {

        static Entry of(WorkflowSummary summary) {
            return new Entry(
                    OrderIds.orderId(summary.workflowId()), summary.status(), summary.startedAt(), summary.closedAt());
        }
    }
}
