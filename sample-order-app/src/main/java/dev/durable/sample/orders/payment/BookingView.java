package dev.durable.sample.orders.payment;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;

/**
 * One booking on a card.
 *
 * @param kind CHARGE or REFUND
 * @param paymentId the payment it belongs to
 * @param idempotencyKey the key under which the payment was charged
 * @param amount how much
 * @param bookedAt when
 */
public record BookingView(String kind, UUID paymentId, String idempotencyKey, BigDecimal amount, Instant bookedAt) {}
