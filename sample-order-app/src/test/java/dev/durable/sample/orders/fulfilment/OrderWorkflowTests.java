package dev.durable.sample.orders.fulfilment;

import static dev.durable.workflow.WorkflowContext.DEFAULT_VERSION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.contains;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import dev.durable.failure.ActivityFailure;
import dev.durable.failure.ApplicationFailure;
import dev.durable.failure.RetryState;
import dev.durable.sample.orders.notification.NotificationActivities;
import dev.durable.sample.orders.payment.PaymentActivities;
import dev.durable.sample.orders.risk.RiskActivities;
import dev.durable.sample.orders.shipping.Parcel;
import dev.durable.sample.orders.shipping.ShippingActivities;
import dev.durable.sample.orders.stock.Item;
import dev.durable.sample.orders.stock.StockActivities;
import dev.durable.workflow.Saga;
import dev.durable.workflow.WorkflowContext;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** The workflow's decisions, over a context that does not wait; {@link OrderSliceTests} has those that an engine executes. */
class OrderWorkflowTests {

    private static final Order ORDER = new Order(
            "1",
            "ada",
            "1 Old Street",
            List.of(new Item("BOOK", 1)),
            new BigDecimal("39.90"),
            "tok_visa",
            Duration.ofSeconds(5));
    private static final UUID PAYMENT = UUID.randomUUID();
    private static final UUID RESERVATION = UUID.randomUUID();

    private final WorkflowContext context = mock();
    private final RiskActivities risk = mock();
    private final PaymentActivities payments = mock();
    private final StockActivities stock = mock();
    private final ShippingActivities shipping = mock();
    private final NotificationActivities notifications = mock();
    private final OrderWorkflow workflow = new OrderWorkflow(context, risk, payments, stock, shipping, notifications);

    @BeforeEach
    void everythingWorks() {
        when(context.newSaga()).thenReturn(new FakeSaga());
        when(context.version("fraud-check", DEFAULT_VERSION, 1)).thenReturn(1);
        when(context.logger()).thenReturn(LoggerFactory.getLogger(OrderWorkflow.class));
        when(context.await(any(), any(BooleanSupplier.class)))
                .thenAnswer(call -> call.getArgument(1, BooleanSupplier.class).getAsBoolean());
        when(payments.charge(any(), any(), any())).thenReturn(PAYMENT);
        when(stock.reserve(any(), any())).thenReturn(RESERVATION);
        when(shipping.ship(any())).thenReturn("TRACK-1");
    }

    @Test
    void declinedOrderHasNothingToUndo() {
        when(payments.charge(any(), any(), any())).thenThrow(failure("The card was declined"));

        assertThatExceptionOfType(ActivityFailure.class).isThrownBy(() -> workflow.fulfil(ORDER));

        verifyNoInteractions(stock, shipping);
        verify(payments, never()).refund(any());
        verify(notifications).send(eq("1"), eq("ada"), contains("The card was declined"));
        assertThat(workflow.progress())
                .isEqualTo(new OrderProgress(
                        OrderStatus.REJECTED, null, "1 Old Street", List.of(), "The card was declined"));
    }

    @Test
    void orderThatIsOutOfStockIsRefunded() {
        when(stock.reserve(any(), any())).thenThrow(failure("There are not 1 pieces of BOOK in stock"));

        assertThatExceptionOfType(ActivityFailure.class).isThrownBy(() -> workflow.fulfil(ORDER));

        verify(payments).refund(PAYMENT);
        verify(stock, never()).release(any());
        assertThat(workflow.status()).isEqualTo(OrderStatus.REJECTED);
    }

    @Test
    void cancellationAfterTheWindowChangesNothing() {
        when(shipping.ship(any())).thenAnswer(call -> {
            workflow.cancel("too late");
            return "TRACK-1";
        });

        OrderProgress result = workflow.fulfil(ORDER);

        assertThat(result)
                .isEqualTo(new OrderProgress(OrderStatus.COMPLETED, PAYMENT, "1 Old Street", List.of("TRACK-1"), null));
    }

    @Test
    void firstReasonForCancellationCounts() {
        workflow.cancel("first");
        workflow.cancel("second");

        assertThat(workflow.fulfil(ORDER).reason()).isEqualTo("first");
    }

    @Test
    void customerIsNotToldOfTheCancellationBeforeItIsDone() {
        doAnswer(call -> {
                    verifyNoInteractions(notifications);
                    return null;
                })
                .when(payments)
                .refund(PAYMENT);
        workflow.cancel("changed my mind");

        workflow.fulfil(ORDER);

        verify(payments).refund(PAYMENT);
    }

    @Test
    void suspiciousOrderIsNotCharged() {
        doThrow(failure("The card is reported stolen")).when(risk).check(any(), any());

        assertThatExceptionOfType(ActivityFailure.class).isThrownBy(() -> workflow.fulfil(ORDER));

        verifyNoInteractions(payments, stock, shipping);
        assertThat(workflow.status()).isEqualTo(OrderStatus.REJECTED);
    }

    @Test
    void orderThatIsOlderThanTheFraudCheckGoesOnWithoutIt() {
        when(context.version("fraud-check", DEFAULT_VERSION, 1)).thenReturn(DEFAULT_VERSION);

        assertThat(workflow.fulfil(ORDER).status()).isEqualTo(OrderStatus.COMPLETED);

        verifyNoInteractions(risk);
    }

    @Test
    void addressThatWasChangedInTimeCounts() {
        when(stock.reserve(any(), any())).thenAnswer(call -> {
            workflow.checkAddressChange("2 New Street");
            workflow.changeAddress("2 New Street");
            return RESERVATION;
        });

        workflow.fulfil(ORDER);

        verify(shipping).ship(new Parcel("1", 1, "ada", "2 New Street", ORDER.items()));
    }

    @Test
    void addressCannotBeChangedOnceTheOrderShips() {
        when(shipping.ship(any())).thenAnswer(call -> {
            assertThatExceptionOfType(ApplicationFailure.class)
                    .isThrownBy(() -> workflow.checkAddressChange("2 New Street"))
                    .withMessageContaining("SHIPPING");
            return "TRACK-1";
        });

        assertThat(workflow.fulfil(ORDER).address()).isEqualTo("1 Old Street");
    }

    @Test
    void eachArticleHasAParcelOfItsOwn() {
        Item books = new Item("BOOK", 1);
        Item mugs = new Item("MUG", 2);
        Item moreBooks = new Item("BOOK", 3);
        Order order = new Order(
                "1", "ada", "1 Old Street", List.of(books, mugs, moreBooks), BigDecimal.TEN, "tok_visa", Duration.ZERO);

        assertThat(order.parcels("2 New Street"))
                .containsExactly(
                        new Parcel("1", 1, "ada", "2 New Street", List.of(books, moreBooks)),
                        new Parcel("1", 2, "ada", "2 New Street", List.of(mugs)));
    }

    private static ActivityFailure failure(String message) {
        return new ActivityFailure(
                "Activity", 2, 1, RetryState.NON_RETRYABLE_FAILURE, ApplicationFailure.nonRetryable(message, "Test"));
    }

    private static final class FakeSaga implements Saga {

        private final Deque<Runnable> compensations = new ArrayDeque<>();

        @Override
        public void addCompensation(Runnable compensation) {
            compensations.push(compensation);
        }

        @Override
        public void compensate() {
            while (!compensations.isEmpty()) {
                compensations.pop().run();
            }
        }
    }
}
