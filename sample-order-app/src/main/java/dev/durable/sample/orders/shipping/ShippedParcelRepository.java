package dev.durable.sample.orders.shipping;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;

/** The parcels. */
interface ShippedParcelRepository extends JpaRepository<ShippedParcel, UUID> {

    Optional<ShippedParcel> findByOrderIdAndNumber(String orderId, int number);

    List<ShippedParcel> findByOrderIdOrderByNumber(String orderId);
}
