package dev.durable.sample.orders.payment;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;

/** The payments. */
interface PaymentRepository extends JpaRepository<Payment, UUID> {

    Optional<Payment> findByIdempotencyKey(String idempotencyKey);

    /** Of two concurrent calls, one waits for the other's row lock and then finds nothing to mark. */
    @Modifying
    @Query("update Payment p set p.refundedAt = :now where p.id = :id and p.refundedAt is null")
    int markRefunded(UUID id, Instant now);
}
