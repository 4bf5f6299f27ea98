package dev.durable.sample.orders.reconciliation;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What came of a comparison.
 *
 * @param from orders from this time on
 * @param until orders before this time; names the report
 * @param orders how many orders were placed
 * @param payments how many payments there are for them
 * @param charged what was charged for them and not refunded
 * @param mismatches how many orders are paid twice or with another amount than they cost
 * @param firstMismatch id of one of those
 */
public record ReconciliationReport(
        Instant from,
        Instant until,
        int orders,
        int payments,
        BigDecimal charged,
        int mismatches,
        @Nullable String firstMismatch) {}
