package dev.durable.sample.orders.notification;

import dev.durable.activity.ActivityContext;
import dev.durable.annotation.Activity;
import dev.durable.annotation.Retry;
import dev.durable.sample.orders.faults.Faults;
import dev.durable.sample.orders.faults.IdempotentEffect;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/** Writes to customers, once per occasion. */
@Activity(startToCloseTimeout = "10s", retry = @Retry(initialInterval = "200ms", maximumInterval = "2s"))
@Service
public class NotificationActivities {

    private static final Logger log = LoggerFactory.getLogger(NotificationActivities.class);

    private final Outbox outbox;
    private final ActivityContext activity;
    private final Faults faults;

    NotificationActivities(Outbox outbox, ActivityContext activity, Faults faults) {
        this.outbox = outbox;
        this.activity = activity;
        this.faults = faults;
    }

    /** Sends a message to the customer, once. */
    public void send(String orderId, String customer, String message) {
        faults.around(() -> {
            String key = activity.info().idempotencyKey();
            boolean first = IdempotentEffect.once(() -> outbox.send(key, orderId, customer, message));
            log.info(first ? "Told {}: {}" : "Had told {} already: {}", customer, message);
            return first;
        });
    }
}
