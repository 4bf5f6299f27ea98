package dev.durable.sample.orders.notification;

import java.time.Clock;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Stands for the mail system: keeps what was sent, unique by idempotency key. */
@Component
public class Outbox {

    private final NotificationRepository notifications;
    private final Clock clock;

    Outbox(NotificationRepository notifications) {
        this.notifications = notifications;
        this.clock = Clock.systemUTC();
    }

    /** Sends, unless it was done under this key before; says whether this was the first time. */
    @Transactional
    boolean send(String idempotencyKey, String orderId, String customer, String message) {
        if (notifications.existsByIdempotencyKey(idempotencyKey)) {
            return false;
        }
        notifications.saveAndFlush(new Notification(idempotencyKey, orderId, customer, message, clock.instant()));
        return true;
    }

    /** What the customer was told about an order, oldest first. */
    @Transactional(readOnly = true)
    public List<String> messages(String orderId) {
        return notifications.findByOrderIdOrderById(orderId).stream()
                .map(Notification::message)
                .toList();
    }
}
