package dev.durable.sample.orders.payment;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Stands for the card company: keeps payments, unique by idempotency key, and beside them what was really booked on the
 * customer's card, where nothing but correct code prevents that something is booked twice.
 */
@Component
public class PaymentLedger {

    private final PaymentRepository payments;
    private final BookingRepository bookings;
    private final Clock clock;

    PaymentLedger(PaymentRepository payments, BookingRepository bookings) {
        this.payments = payments;
        this.bookings = bookings;
        this.clock = Clock.systemUTC();
    }

    /** Charges, unless it was done under this key before. */
    @Transactional
    UUID charge(String idempotencyKey, String orderId, BigDecimal amount) {
        return payments.findByIdempotencyKey(idempotencyKey)
                .orElseGet(() -> chargeFirst(idempotencyKey, orderId, amount))
                .id();
    }

    private Payment chargeFirst(String idempotencyKey, String orderId, BigDecimal amount) {
        Instant now = clock.instant();
        Payment payment = payments.saveAndFlush(new Payment(idempotencyKey, orderId, amount, now));
        bookings.save(new Booking(payment, Booking.Kind.CHARGE, now));
        return payment;
    }

    /** Pays back, unless it was done before; says whether this was the first time. */
    @Transactional
    boolean refund(UUID paymentId) {
        Instant now = clock.instant();
        if (payments.markRefunded(paymentId, now) == 0) {
            return false;
        }
        Payment payment = payments.findById(paymentId).orElseThrow();
        bookings.save(new Booking(payment, Booking.Kind.REFUND, now));
        return true;
    }

    /** What was booked for an order, oldest first. */
    @Transactional(readOnly = true)
    public List<BookingView> bookings(String orderId) {
        return bookings.findByOrderIdOrderById(orderId).stream()
                .map(Booking::toView)
                .toList();
    }
}
