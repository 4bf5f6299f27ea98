package dev.durable.sample.orders.notification;

import java.util.List;
import org.springframework.data.jpa.repository.JpaRepository;

/** The messages. */
interface NotificationRepository extends JpaRepository<Notification, Long> {

    boolean existsByIdempotencyKey(String idempotencyKey);

    List<Notification> findByOrderIdOrderById(String orderId);
}
