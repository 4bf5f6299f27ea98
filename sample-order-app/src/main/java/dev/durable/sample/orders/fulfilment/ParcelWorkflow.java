package dev.durable.sample.orders.fulfilment;

import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.sample.orders.notification.NotificationActivities;
import dev.durable.sample.orders.shipping.Parcel;
import dev.durable.sample.orders.shipping.ShippingActivities;

/** Ships one parcel of an order that goes out in several; a child of its {@link OrderWorkflow}. */
@Workflow
public class ParcelWorkflow {

    private final ShippingActivities shipping;
    private final NotificationActivities notifications;

    ParcelWorkflow(ShippingActivities shipping, NotificationActivities notifications) {
        this.shipping = shipping;
        this.notifications = notifications;
    }

    /**
     * Ships the parcel.
     *
     * @return the tracking number
     */
    @WorkflowMethod
    public String ship(Parcel parcel) {
        String trackingNumber = shipping.ship(parcel);
        notifications.send(
                parcel.orderId(),
                parcel.customer(),
                "Parcel " + parcel.number() + " of your order is on its way: " + trackingNumber);
        return trackingNumber;
    }
}
