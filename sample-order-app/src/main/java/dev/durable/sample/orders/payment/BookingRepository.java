package dev.durable.sample.orders.payment;

import java.util.List;
import org.springframework.data.jpa.repository.JpaRepository;

/** The bookings. */
interface BookingRepository extends JpaRepository<Booking, Long> {

    List<Booking> findByOrderIdOrderById(String orderId);
}
