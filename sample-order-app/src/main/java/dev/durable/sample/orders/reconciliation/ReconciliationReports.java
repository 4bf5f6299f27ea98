package dev.durable.sample.orders.reconciliation;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The reports, and how they are made: by plain SQL over the tables of orders and payments. */
@Component
class ReconciliationReports {

    private static final String COMPARE = """
            insert into reconciliation_report
                (until_time, from_time, orders, payments, charged, mismatches, first_mismatch)
            select cast(:until as timestamp with time zone), cast(:from as timestamp with time zone), count(*), coalesce(sum(payments), 0), coalesce(sum(charged), 0),
                   count(case when charged not in (0, total) then 1 end),
                   min(case when charged not in (0, total) then id end)
            from (select o.id, o.total, count(p.id) as payments,
                         coalesce(sum(case when p.refunded_at is null then p.amount end), 0) as charged
                  from customer_order o left join payment p on p.order_id = o.id
                  where o.placed_at >= :from and o.placed_at < :until
                  group by o.id, o.total) as paid_order
            """;

    private static final RowMapper<ReconciliationReport> ROW = (row, number) -> new ReconciliationReport(
            row.getObject("from_time", OffsetDateTime.class).toInstant(),
            row.getObject("until_time", OffsetDateTime.class).toInstant(),
            row.getInt("orders"),
            row.getInt("payments"),
            row.getBigDecimal("charged"),
            row.getInt("mismatches"),
            row.getString("first_mismatch"));

    private final JdbcClient jdbc;

    ReconciliationReports(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Makes the report, unless it was made before. */
    @Transactional
    ReconciliationReport make(Instant from, Instant until) {
        return find(until).orElseGet(() -> {
            jdbc.sql(COMPARE)
                    .param("from", from.atOffset(ZoneOffset.UTC))
                    .param("until", until.atOffset(ZoneOffset.UTC))
                    .update();
            return find(until).orElseThrow();
        });
    }

    private Optional<ReconciliationReport> find(Instant until) {
        return jdbc.sql("select * from reconciliation_report where until_time = ?")
                .param(until.atOffset(ZoneOffset.UTC))
                .query(ROW)
                .optional();
    }

    /** The latest ones, newest first. */
    @Transactional(readOnly = true)
    List<ReconciliationReport> latest() {
        return jdbc.sql("select * from reconciliation_report order by until_time desc fetch first 30 rows only")
                .query(ROW)
                .list();
    }
}
