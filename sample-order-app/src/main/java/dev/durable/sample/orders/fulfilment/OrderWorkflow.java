package dev.durable.sample.orders.fulfilment;

import static dev.durable.workflow.WorkflowContext.DEFAULT_VERSION;

import dev.durable.annotation.QueryMethod;
import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.UpdateMethod;
import dev.durable.annotation.UpdateValidatorMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.failure.ActivityFailure;
import dev.durable.failure.ApplicationFailure;
import dev.durable.sample.orders.notification.NotificationActivities;
import dev.durable.sample.orders.payment.PaymentActivities;
import dev.durable.sample.orders.risk.RiskActivities;
import dev.durable.sample.orders.shipping.Parcel;
import dev.durable.sample.orders.shipping.ShippingActivities;
import dev.durable.sample.orders.stock.StockActivities;
import dev.durable.workflow.ChildCancellationType;
import dev.durable.workflow.ChildWorkflowHandle;
import dev.durable.workflow.ParentClosePolicy;
import dev.durable.workflow.Saga;
import dev.durable.workflow.WorkflowContext;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Fulfils an order: look for fraud, charge, reserve, give the customer time to cancel, ship, notify.
 *
 * <p>An order that the customer cancels in time is undone in reverse order, and the workflow completes: it did what it was
 * asked to. An order that cannot be fulfilled (fraud, card declined, out of stock) is undone as well, and the workflow fails with the
 * {@link ActivityFailure} that says why.
 *
 * <p>Until it ships, an order can be sent elsewhere. Several articles ship in several parcels, each by a child workflow.
 */
@Workflow
public class OrderWorkflow {

    /** Type of the failure when the order is on its way already. */
    static final String TOO_LATE = "TooLate";

    private final WorkflowContext workflow;
    private final RiskActivities risk;
    private final PaymentActivities payments;
    private final StockActivities stock;
    private final ShippingActivities shipping;
    private final NotificationActivities notifications;

    private OrderStatus status = OrderStatus.RECEIVED;
    private @Nullable UUID paymentId;
    private @Nullable String address;
    private List<String> trackingNumbers = List.of();
    private @Nullable String reason;
    private boolean cancelRequested;

    OrderWorkflow(
            WorkflowContext workflow,
            RiskActivities risk,
            PaymentActivities payments,
            StockActivities stock,
            ShippingActivities shipping,
            NotificationActivities notifications) {
        this.workflow = workflow;
        this.risk = risk;
        this.payments = payments;
        this.stock = stock;
        this.shipping = shipping;
        this.notifications = notifications;
    }

    /** Fulfils the order. */
    @WorkflowMethod
    public OrderProgress fulfil(Order order) {
        if (address == null) { // else it was changed before the first step
            address = order.address();
        }
        Saga saga = workflow.newSaga();
        try {
            checkForFraud(order);
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
        notifications.send(
                order.id(), order.customer(), "Your order is on its way: " + String.join(", ", trackingNumbers));
        return enter(OrderStatus.COMPLETED);
    }

    /** Cancels the order, unless the cancellation window has closed. */
    @SignalMethod
    public void cancel(String why) {
        if (cancelRequested || !status.isChangeable()) {
            workflow.logger().info("Cancellation comes too late or twice, the order is {}", status);
            return;
        }
        workflow.logger().info("Cancellation requested: {}", why);
        reason = why;
        cancelRequested = true;
    }

    /** Sends the order to another address. */
    @UpdateMethod
    public String changeAddress(String next) {
        workflow.logger().info("Goes to {} now", next);
        address = next;
        return next;
    }

    /** Refuses a change that comes too late; a refused update leaves nothing in the history. */
    @UpdateValidatorMethod(updateName = "changeAddress")
    void checkAddressChange(String next) {
        if (cancelRequested || !status.isChangeable()) {
            throw ApplicationFailure.nonRetryable("the order is " + status, TOO_LATE);
        }
    }

    /** How far the order has come. */
    @QueryMethod
    public OrderStatus status() {
        return status;
    }

    /** How the order stands, in detail. */
    @QueryMethod
    public OrderProgress progress() {
        return new OrderProgress(status, paymentId, address, trackingNumbers, reason);
    }

    // region fraud-check
    /** Came into the code later: orders that had passed this place by then go on without it. */
    private void checkForFraud(Order order) {
        if (workflow.version("fraud-check", DEFAULT_VERSION, 1) == 1) {
            risk.check(order.customer(), order.cardToken());
        }
    }
    // endregion

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
        List<Parcel> parcels = order.parcels(Objects.requireNonNull(address));
        trackingNumbers = parcels.size() == 1 ? List.of(shipping.ship(parcels.get(0))) : shipAll(parcels);
        enter(OrderStatus.SHIPPED);
    }

    /** All at once. What has been given to a child is shipped whatever becomes of the order: nobody can call half of it back. */
    private List<String> shipAll(List<Parcel> parcels) {
        List<ChildWorkflowHandle<ParcelWorkflow, String>> children = parcels.stream()
                .map(parcel -> workflow.newChild(ParcelWorkflow.class)
                        .id(workflow.info().workflowId() + "/" + parcel.number())
                        .parentClosePolicy(ParentClosePolicy.ABANDON)
                        .cancellationType(ChildCancellationType.ABANDON)
                        .start(w -> w.ship(parcel)))
                .toList();
        return children.stream().map(child -> child.result().get()).toList();
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
