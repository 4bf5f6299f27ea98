package dev.durable.sample.orders.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabase;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseBuilder;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseType;

/** What counts as a mismatch, over orders and payments of which some should never come to be. */
class ReconciliationReportsTests {

    private static final Instant UNTIL = Instant.parse("2030-01-02T02:00:00Z");
    private static final Instant FROM = UNTIL.minus(Duration.ofDays(1));

    private final EmbeddedDatabase database = new EmbeddedDatabaseBuilder()
            .setType(EmbeddedDatabaseType.H2)
            .generateUniqueName(true)
            .addScript("schema.sql")
            .build();
    private final JdbcClient jdbc = JdbcClient.create(database);
    private final ReconciliationReports reports = new ReconciliationReports(jdbc);

    @AfterEach
    void shutDown() {
        database.shutdown();
    }

    @Test
    void ordersThatArePaidOnceOrNotAtAllMatch() {
        order("paid", FROM);
        pay("paid", "20.00");
        order("declined", FROM);
        order("refunded", FROM);
        refund(pay("refunded", "20.00"));

        ReconciliationReport report = reports.make(FROM, UNTIL);

        assertThat(report.orders()).isEqualTo(3);
        assertThat(report.payments()).isEqualTo(2);
        assertThat(report.charged()).isEqualByComparingTo("20");
        assertThat(report.mismatches()).isZero();
        assertThat(report.firstMismatch()).isNull();
    }

    @Test
    void orderThatIsPaidTwiceIsAMismatch() {
        order("paid", FROM);
        pay("paid", "20.00");
        order("paid-twice", FROM);
        pay("paid-twice", "20.00");
        pay("paid-twice", "20.00");

        ReconciliationReport report = reports.make(FROM, UNTIL);

        assertThat(report.charged()).isEqualByComparingTo("60");
        assertThat(report.mismatches()).isEqualTo(1);
        assertThat(report.firstMismatch()).isEqualTo("paid-twice");
    }

    @Test
    void orderThatIsPaidWithAnotherAmountIsAMismatch() {
        order("too-little", FROM);
        pay("too-little", "19.99");
        order("too-much", FROM);
        pay("too-much", "20.01");

        ReconciliationReport report = reports.make(FROM, UNTIL);

        assertThat(report.mismatches()).isEqualTo(2);
        assertThat(report.firstMismatch()).isEqualTo("too-little");
    }

    @Test
    void ordersOfOtherDaysAreLeftToTheirReports() {
        order("before", FROM.minusMillis(1));
        pay("before", "1.00");
        order("after", UNTIL);
        pay("after", "1.00");

        assertThat(reports.make(FROM, UNTIL).orders()).isZero();
    }

    @Test
    void reportIsMadeOnce() {
        ReconciliationReport first = reports.make(FROM, UNTIL);
        order("late", FROM);

        assertThat(reports.make(FROM, UNTIL)).isEqualTo(first);
        assertThat(reports.latest()).containsExactly(first);
    }

    /** An order that costs 20. */
    private void order(String id, Instant placedAt) {
        jdbc.sql("insert into customer_order (id, version, customer, total, placed_at) values (?, 0, 'ada', 20, ?)")
                .params(id, placedAt.atOffset(ZoneOffset.UTC))
                .update();
    }

    private UUID pay(String orderId, String amount) {
        UUID paymentId = UUID.randomUUID();
        jdbc.sql("insert into payment (id, idempotency_key, order_id, amount, charged_at) values (?, ?, ?, ?, ?)")
                .params(paymentId, paymentId.toString(), orderId, new BigDecimal(amount), FROM.atOffset(ZoneOffset.UTC))
                .update();
        return paymentId;
    }

    private void refund(UUID paymentId) {
        jdbc.sql("update payment set refunded_at = ? where id = ?")
                .params(FROM.atOffset(ZoneOffset.UTC), paymentId)
                .update();
    }
}
