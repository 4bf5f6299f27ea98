package dev.durable.sample.orders.order;

import dev.durable.client.TypedWorkflowExecution;
import dev.durable.client.UpdateFailedException;
import dev.durable.client.WorkflowClient;
import dev.durable.client.WorkflowFilter;
import dev.durable.client.WorkflowPage;
import dev.durable.client.WorkflowStatus;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.history.HistoryEvent;
import dev.durable.sample.orders.fulfilment.OrderProgress;
import dev.durable.sample.orders.fulfilment.OrderStatus;
import dev.durable.sample.orders.fulfilment.OrderWorkflow;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Answers questions about orders, and takes cancellations and changes of address. */
@Service
public class OrderDesk {

    private static final String WORKFLOW_TYPE = OrderWorkflow.class.getSimpleName();

    private final OrderRepository orders;
    private final WorkflowClient workflows;

    OrderDesk(OrderRepository orders, WorkflowClient workflows) {
        this.orders = orders;
        this.workflows = workflows;
    }

    /**
     * The order as it was placed.
     *
     * @throws OrderNotFoundException if there is no such order
     */
    @Transactional(readOnly = true)
    public OrderView order(String orderId) {
        return orders.findById(orderId)
                .map(CustomerOrder::toView)
                .orElseThrow(() -> new OrderNotFoundException(orderId));
    }

    /** How the order stands. */
    public OrderProgress progress(String orderId) {
        return workflow(orderId).query(OrderWorkflow::progress);
    }

    /** The events of the order's workflow. */
    public List<HistoryEvent> history(String orderId) {
        return workflow(orderId).history();
    }

    /**
     * Requests the cancellation of an order. The workflow has the last word: the window may close before the signal reaches it.
     *
     * @throws ChangeTooLateException if the window has closed
     */
    public void cancel(String orderId, String reason) {
        OrderStatus status = status(orderId);
        if (!status.isChangeable()) {
            throw tooLate(orderId, "cancelled", status);
        }
        try {
            workflow(orderId).signal(w -> w.cancel(reason));
        } catch (DurableException e) {
            if (e.code() == ErrorCode.WORKFLOW_CLOSED) {
                throw tooLate(orderId, "cancelled", status(orderId));
            }
            throw e;
        }
    }

    /**
     * Sends an order to another address. When this returns, that is where it goes.
     *
     * @throws ChangeTooLateException if the order is being shipped, or has come to its end
     */
    public void changeAddress(String orderId, String address) {
        try {
            workflow(orderId).update(w -> w.changeAddress(address));
        } catch (UpdateFailedException e) {
            if (e.isRejected()) {
                throw tooLate(orderId, "sent elsewhere", status(orderId));
            }
            throw e;
        } catch (DurableException e) {
            if (e.code() == ErrorCode.WORKFLOW_CLOSED) {
                throw tooLate(orderId, "sent elsewhere", status(orderId));
            }
            throw e;
        }
    }

    private OrderStatus status(String orderId) {
        return workflow(orderId).query(OrderWorkflow::status);
    }

    private static ChangeTooLateException tooLate(String orderId, String change, OrderStatus status) {
        return new ChangeTooLateException(orderId, change, status);
    }

    /** One page of orders, newest first; straight from the engine, which knows which of them are open. */
    public OrderPage list(@Nullable WorkflowStatus status, @Nullable String cursor, int size) {
        WorkflowFilter filter = WorkflowFilter.ALL
                .withWorkflowType(WORKFLOW_TYPE)
                .withWorkflowIdPrefix(OrderIds.WORKFLOW_ID_PREFIX)
                .withPageSize(size)
                .withCursor(cursor);
        WorkflowPage page = workflows.list(status == null ? filter : filter.withStatuses(status));
        return OrderPage.of(page);
    }

    private TypedWorkflowExecution<OrderWorkflow> workflow(String orderId) {
        return workflows.workflow(OrderWorkflow.class, OrderIds.workflowId(orderId));
    }
}
