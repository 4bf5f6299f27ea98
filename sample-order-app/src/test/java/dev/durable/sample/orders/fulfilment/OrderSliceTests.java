package dev.durable.sample.orders.fulfilment;

import static dev.durable.test.WorkflowAssertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.contains;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.inOrder;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import dev.durable.client.WorkflowClient;
import dev.durable.client.WorkflowHandle;
import dev.durable.history.EventType;
import dev.durable.sample.orders.notification.NotificationActivities;
import dev.durable.sample.orders.payment.PaymentActivities;
import dev.durable.sample.orders.risk.RiskActivities;
import dev.durable.sample.orders.shipping.Parcel;
import dev.durable.sample.orders.shipping.ShippingActivities;
import dev.durable.sample.orders.stock.Item;
import dev.durable.sample.orders.stock.StockActivities;
import dev.durable.test.DurableTest;
import dev.durable.test.DurableTestEngine;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.InOrder;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

/** Orders that an engine executes, without a database, in time that skips. */
@DurableTest(workflows = {OrderWorkflow.class, ParcelWorkflow.class})
class OrderSliceTests {

    private static final Order ORDER = new Order(
            "1",
            "ada",
            "1 Old Street",
            List.of(new Item("BOOK", 1)),
            new BigDecimal("39.90"),
            "tok_visa",
            Duration.ofDays(14));
    private static final UUID PAYMENT = UUID.randomUUID();
    private static final UUID RESERVATION = UUID.randomUUID();

    @Autowired
    private WorkflowClient workflows;

    @Autowired
    private DurableTestEngine engine;

    @MockitoBean
    private RiskActivities risk;

    @MockitoBean
    private PaymentActivities payments;

    @MockitoBean
    private StockActivities stock;

    @MockitoBean
    private ShippingActivities shipping;

    @MockitoBean
    private NotificationActivities notifications;

    @BeforeEach
    void everythingWorks() {
        when(payments.charge(any(), any(), any())).thenReturn(PAYMENT);
        when(stock.reserve(any(), any())).thenReturn(RESERVATION);
        when(shipping.ship(any())).thenReturn("TRACK-1");
    }

    @Test
    void orderIsChargedReservedShippedAndNotified() {
        WorkflowHandle<OrderProgress> order = start();

        assertThat(order)
                .completesWith(
                        new OrderProgress(OrderStatus.COMPLETED, PAYMENT, "1 Old Street", List.of("TRACK-1"), null))
                .hasEvents(EventType.TimerFired)
                .hasNoFailedAttempts();

        InOrder steps = inOrder(risk, payments, stock, shipping, notifications);
        steps.verify(risk).check("ada", "tok_visa");
        steps.verify(payments).charge("1", ORDER.total(), "tok_visa");
        steps.verify(stock).reserve("1", ORDER.items());
        steps.verify(shipping).ship(new Parcel("1", 1, "ada", "1 Old Street", ORDER.items()));
        steps.verify(notifications).send(eq("1"), eq("ada"), contains("TRACK-1"));
        verify(payments, never()).refund(any());
    }

    @Test
    void orderThatIsCancelledInItsWindowIsUndoneInReverseOrder() {
        WorkflowHandle<OrderProgress> order = start();
        engine.awaitRest();

        workflows.workflow(OrderWorkflow.class, "order-1").signal(w -> w.cancel("changed my mind"));

        assertThat(order)
                .completesWith(new OrderProgress(
                        OrderStatus.CANCELLED, PAYMENT, "1 Old Street", List.of(), "changed my mind"));
        InOrder steps = inOrder(stock, payments, notifications);
        steps.verify(stock).release(RESERVATION);
        steps.verify(payments).refund(PAYMENT);
        steps.verify(notifications).send(eq("1"), eq("ada"), contains("changed my mind"));
        verifyNoInteractions(shipping);
    }

    @Test
    void crashInTheWindowChangesNothing() {
        engine.crashAfter(EventType.TimerStarted);

        assertThat(start()).completes();

        verify(payments).charge(any(), any(), any());
        verify(shipping).ship(any());
    }

    private WorkflowHandle<OrderProgress> start() {
        return workflows.newWorkflow(OrderWorkflow.class).id("order-1").start(w -> w.fulfil(ORDER));
    }
}
