package dev.durable.sample.orders.fulfilment;

import dev.durable.annotation.QueryMethod;
import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.failure.ActivityFailure;
import dev.durable.sample.orders.notification.NotificationActivities;
import dev.durable.sample.orders.payment.PaymentActivities;
import dev.durable.sample.orders.shipping.ShippingActivities;
import dev.durable.sample.orders.stock.StockActivities;
import dev.durable.workflow.Saga;
import dev.durable.workflow.WorkflowContext;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Fulfils an order: charge, reserve, give the customer time to cancel, ship, notify.
 *
 * <p>An order that the customer cancels in time is undone in reverse order, and the workflow completes: it did what it was
 * asked to. An order that cannot be fulfilled (card declined, out of stock) is undone as well, and the workflow fails with the
 * {@link ActivityFailure} that says why.
 */
@Workflow
public class OrderWorkflow {

    private final WorkflowContext workflow;
    private final PaymentActivities payments;
    private final StockActivities stock;
    private final ShippingActivities shipping;
    private final NotificationActivities notifications;

    private OrderStatus status = OrderStatus.RECEIVED;
    private @Nullable UUID paymentId;
    private @Nullable String trackingNumber;
    private @Nullable String reason;
    private boolean cancelRequested;

    OrderWorkflow(
            WorkflowContext workflow,
            PaymentActivities payments,
            StockActivities stock,
            ShippingActivities shipping,
            NotificationActivities notifications) {
        this.workflow = workflow;
        this.payments = payments;
        this.stock = stock;
        this.shipping = shipping;
        this.notifications = notifications;
    }

    /** Fulfils the order. */
    @WorkflowMethod
    public OrderProgress fulfil(Order order) {
        Saga saga = workflow.newSaga();
        try {
            charge(order, saga);
            reserve(order, saga);
            if (workflow.await(order.cancellationWindow(), () -> cancelRequested)) {
                undo(order, saga);
                return enter(OrderStatus.CANCELLED);
            }
            ship(order);
        } catch (ActivityFailure failure) {
            reason = rootMessage(failure);
            undo(order, saga);
            enter(OrderStatus.REJECTED);
            throw failure;
        }
        notifications.send(order.id(), order.customer(), "Your order is on its way: " + trackingNumber);
        return enter(OrderStatus.COMPLETED);
    }

    /** Cancels the order, unless the cancellation window has closed. */
    @SignalMethod
    public void cancel(String why) {
        if (cancelRequested || !status.isCancellable()) {
            workflow.logger().info("Cancellation comes too late or twice, the order is {}", status);
            return;
        }
        workflow.logger().info("Cancellation requested: {}", why);
        reason = why;
        cancelRequested = true;
    }

    /** How far the order has come. */
    @QueryMethod
    public OrderStatus status() {
        return status;
    }

    /** How the order stands, in detail. */
    @QueryMethod
    public OrderProgress progress() {
        return new OrderProgress(status, paymentId, trackingNumber, reason);
    }

    private void charge(Order order, Saga saga) {
        UUID payment = payments.charge(order.id(), order.total(), order.cardToken());
        saga.addCompensation(() -> payments.refund(payment));
        paymentId = payment;
        enter(OrderStatus.CHARGED);
    }

    private void reserve(Order order, Saga saga) {
        UUID reservation = stock.reserve(order.id(), order.items());
        saga.addCompensation(() -> stock.release(reservation));
        enter(OrderStatus.RESERVED);
    }

    private void ship(Order order) {
        enter(OrderStatus.SHIPPING);
        trackingNumber = shipping.ship(order.id(), order.customer());
        enter(OrderStatus.SHIPPED);
    }

    private void undo(Order order, Saga saga) {
        enter(OrderStatus.COMPENSATING);
        saga.compensate();
        notifications.send(order.id(), order.customer(), "Your order will not be delivered: " + reason);
    }

    private OrderProgress enter(OrderStatus next) {
        status = next;
        workflow.logger().info("Order is {}", next);
        return progress();
    }

    private static @Nullable String rootMessage(ActivityFailure failure) {
        Throwable cause = failure.getCause();
        return cause != null ? cause.getMessage() : failure.getMessage();
    }
}
