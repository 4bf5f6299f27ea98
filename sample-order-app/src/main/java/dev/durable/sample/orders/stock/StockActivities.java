package dev.durable.sample.orders.stock;

import dev.durable.annotation.Activity;
import dev.durable.annotation.Retry;
import dev.durable.sample.orders.faults.Faults;
import dev.durable.sample.orders.faults.IdempotentEffect;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/** Reserves stock for orders and gives it back. An order has one reservation, however often it is attempted. */
@Activity(
        startToCloseTimeout = "10s",
        retry = @Retry(initialInterval = "200ms", maximumInterval = "2s", nonRetryable = OutOfStockException.class))
@Service
public class StockActivities {

    private static final Logger log = LoggerFactory.getLogger(StockActivities.class);

    private final Warehouse warehouse;
    private final Faults faults;

    StockActivities(Warehouse warehouse, Faults faults) {
        this.warehouse = warehouse;
        this.faults = faults;
    }

    /**
     * Reserves all items or none.
     *
     * @return the reservation
     * @throws OutOfStockException if there is too little of one
     */
    public UUID reserve(String orderId, List<Item> items) {
        return faults.around(() -> {
            UUID reservationId = IdempotentEffect.once(() -> warehouse.reserve(orderId, items));
            log.info("Reserved {} as reservation {}", items, reservationId);
            return reservationId;
        });
    }

    /** Gives back what was reserved, once. */
    public void release(UUID reservationId) {
        faults.around(() -> {
            boolean first = warehouse.release(reservationId);
            log.info(first ? "Released reservation {}" : "Reservation {} was released already", reservationId);
            return first;
        });
    }
}
