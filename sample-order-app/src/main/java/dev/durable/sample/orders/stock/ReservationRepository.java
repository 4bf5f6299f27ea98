package dev.durable.sample.orders.stock;

import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;

/** The reservations. */
interface ReservationRepository extends JpaRepository<Reservation, UUID> {

    Optional<Reservation> findByOrderId(String orderId);

    /** Of two concurrent calls, one waits for the other's row lock and then finds nothing to mark. */
    @Modifying
    @Query("update Reservation r set r.released = true where r.id = :id and r.released = false")
    int markReleased(UUID id);
}
