package dev.durable.sample.orders.api;

import dev.durable.sample.orders.fulfilment.OrderProgress;
import dev.durable.sample.orders.fulfilment.OrderStatus;
import dev.durable.sample.orders.order.OrderView;
import dev.durable.sample.orders.stock.Item;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An order: as it was placed, and how it stands. */
record OrderResponse(
        String id,
        OrderStatus status,
        String customer,
        List<Item> items,
        BigDecimal total,
        Instant placedAt,
        @Nullable String address,
        @Nullable UUID paymentId,
        List<String> trackingNumbers,
        @Nullable String reason) {

    static OrderResponse of(OrderView order, OrderProgress progress) {
        return new OrderResponse(
                order.id(),
                progress.status(),
                order.customer(),
                order.items(),
                order.total(),
                order.placedAt(),
                progress.address(),
                progress.paymentId(),
                progress.trackingNumbers(),
                progress.reason());
    }
}
