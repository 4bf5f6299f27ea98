package dev.durable.sample.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.durable.failure.ApplicationFailure;
import dev.durable.sample.orders.notification.NotificationActivities;
import dev.durable.sample.orders.notification.Outbox;
import dev.durable.sample.orders.payment.BookingView;
import dev.durable.sample.orders.payment.PaymentActivities;
import dev.durable.sample.orders.payment.PaymentLedger;
import dev.durable.sample.orders.shipping.Parcel;
import dev.durable.sample.orders.shipping.ShippingActivities;
import dev.durable.sample.orders.stock.Item;
import dev.durable.sample.orders.stock.OutOfStockException;
import dev.durable.sample.orders.stock.StockActivities;
import dev.durable.sample.orders.stock.StockView;
import dev.durable.sample.orders.stock.Warehouse;
import dev.durable.sample.orders.support.ActivitySlice;
import dev.durable.sample.orders.support.StubActivityContext;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the activities do to the database, however often and however concurrently they are attempted. */
@SpringBootTest(
        classes = ActivitySlice.class,
        webEnvironment = SpringBootTest.WebEnvironment.NONE,
        properties = "sample.faults.failure-rate=0")
abstract class EffectsContract {

    private static final BigDecimal AMOUNT = new BigDecimal("39.90");

    @Autowired
    private StubActivityContext context;

    @Autowired
    private PaymentActivities payments;

    @Autowired
    private PaymentLedger ledger;

    @Autowired
    private StockActivities stock;

    @Autowired
    private Warehouse warehouse;

    @Autowired
    private ShippingActivities shipping;

    @Autowired
    private NotificationActivities notifications;

    @Autowired
    private Outbox outbox;

    @Autowired
    private JdbcClient jdbc;

    private final String orderId = UUID.randomUUID().toString();

    @BeforeEach
    void stockUp() {
        context.runs("Test.test", Math.abs(orderId.hashCode()));
        jdbc.sql("update stock_item set available = 10 where sku in ('BOOK', 'MUG')")
                .update();
    }

    @Test
    void repeatedChargeIsBookedOnce() {
        UUID first = payments.charge(orderId, AMOUNT, "tok_visa");
        UUID second = payments.charge(orderId, AMOUNT, "tok_visa");

        assertThat(second).isEqualTo(first);
        assertThat(ledger.bookings(orderId)).singleElement().satisfies(booking -> {
            assertThat(booking.kind()).isEqualTo("CHARGE");
            assertThat(booking.amount()).isEqualByComparingTo(AMOUNT);
            assertThat(booking.idempotencyKey()).isEqualTo(context.info().idempotencyKey());
        });
    }

    @Test
    void concurrentChargesAreBookedOnce() throws Exception {
        List<UUID> results = concurrently(() -> payments.charge(orderId, AMOUNT, "tok_visa"));

        assertThat(results).hasSize(8).containsOnly(results.get(0));
        assertThat(ledger.bookings(orderId)).hasSize(1);
    }

    @Test
    void declinedCardIsNotBooked() {
        assertThatExceptionOfType(ApplicationFailure.class)
                .isThrownBy(() -> payments.charge(orderId, AMOUNT, "tok_declined"))
                .satisfies(failure -> {
                    assertThat(failure.type()).isEqualTo(PaymentActivities.CARD_DECLINED);
                    assertThat(failure.isNonRetryable()).isTrue();
                });

        assertThat(ledger.bookings(orderId)).isEmpty();
    }

    @Test
    void concurrentRefundsAreBookedOnce() throws Exception {
        UUID paymentId = payments.charge(orderId, AMOUNT, "tok_visa");

        concurrently(() -> {
            payments.refund(paymentId);
            return paymentId;
        });

        assertThat(ledger.bookings(orderId)).extracting(BookingView::kind).containsExactly("CHARGE", "REFUND");
    }

    @Test
    void concurrentReservationsTakeStockOnce() throws Exception {
        List<Item> items = List.of(new Item("MUG", 2), new Item("BOOK", 3), new Item("MUG", 1));

        List<UUID> results = concurrently(() -> stock.reserve(orderId, items));

        assertThat(results).containsOnly(results.get(0));
        assertThat(available("BOOK")).isEqualTo(7);
        assertThat(available("MUG")).isEqualTo(7);
    }

    @Test
    void concurrentReleasesGiveBackOnce() throws Exception {
        UUID reservationId = stock.reserve(orderId, List.of(new Item("BOOK", 3), new Item("MUG", 1)));

        concurrently(() -> {
            stock.release(reservationId);
            return reservationId;
        });

        assertThat(available("BOOK")).isEqualTo(10);
        assertThat(available("MUG")).isEqualTo(10);
    }

    @Test
    void reservationThatCannotBeMetTakesNothing() {
        List<Item> items = List.of(new Item("BOOK", 3), new Item("MUG", 11));

        assertThatExceptionOfType(OutOfStockException.class)
                .isThrownBy(() -> stock.reserve(orderId, items))
                .withMessageContaining("11 pieces of MUG");

        assertThat(available("BOOK")).isEqualTo(10);
        assertThat(count("stock_reservation")).isZero();
    }

    @Test
    void stockIsNotSoldTwice() throws Exception {
        List<Boolean> results = concurrently(() -> {
            try {
                stock.reserve(UUID.randomUUID().toString(), List.of(new Item("BOOK", 4)));
                return true;
            } catch (OutOfStockException e) {
                return false;
            }
        });

        assertThat(results).filteredOn(reserved -> reserved).hasSize(2);
        assertThat(available("BOOK")).isEqualTo(2);
    }

    @Test
    void concurrentShippingSendsOneParcel() throws Exception {
        Parcel parcel = new Parcel(orderId, 1, "ada", "1 Old Street", List.of(new Item("BOOK", 1)));

        List<String> results = concurrently(() -> shipping.ship(parcel));

        assertThat(results).containsOnly(results.get(0));
        assertThat(count("parcel")).isEqualTo(1);
    }

    @Test
    void concurrentNotificationsSendOneMessage() throws Exception {
        concurrently(() -> {
            notifications.send(orderId, "ada", "hello");
            return true;
        });

        assertThat(outbox.messages(orderId)).containsExactly("hello");
    }

    private int available(String sku) {
        return warehouse.articles(List.of(sku)).values().stream()
                .mapToInt(StockView::available)
                .sum();
    }

    private int count(String table) {
        return jdbc.sql("select count(*) from " + table + " where order_id = ?")
                .param(orderId)
                .query(Integer.class)
                .single();
    }

    private static <R> List<R> concurrently(Callable<R> attempt) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<R> results = new ArrayList<>();
            for (Future<R> result : threads.invokeAll(Collections.nCopies(8, attempt))) {
                results.add(result.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }
}
