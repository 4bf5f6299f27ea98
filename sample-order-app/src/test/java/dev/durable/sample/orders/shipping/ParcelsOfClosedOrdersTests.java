package dev.durable.sample.orders.shipping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.timeout;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.durable.client.WorkflowClient;
import dev.durable.client.WorkflowExecution;
import dev.durable.client.WorkflowStatus;
import dev.durable.history.HistoryEvent;
import dev.durable.sample.orders.notification.Outbox;
import dev.durable.sample.orders.order.NewOrder;
import dev.durable.sample.orders.order.OrderPlacement;
import dev.durable.sample.orders.stock.Item;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

/** The application, with a carrier that keeps its customers waiting: an operator ends an order while its parcels ship. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.NONE,
        properties = {
            "spring.datasource.url=jdbc:h2:mem:parcels;DB_CLOSE_DELAY=-1",
            "sample.cancellation-window=1ms",
            "sample.faults.failure-rate=0"
        })
class ParcelsOfClosedOrdersTests {

    private static final Duration SOON = Duration.ofSeconds(30);

    @MockitoBean
    private Carrier carrier;

    @Autowired
    private OrderPlacement placement;

    @Autowired
    private WorkflowClient workflows;

    @Autowired
    private Outbox outbox;

    private final CountDownLatch arrival = new CountDownLatch(1);
    private final String id = UUID.randomUUID().toString();

    @BeforeEach
    void orderShipsInTwoParcels() {
        when(carrier.collect(any())).thenAnswer(call -> {
            arrival.await();
            return "TRACK-" + call.getArgument(0, Parcel.class).number();
        });
        placement.place(
                new NewOrder(id, "ada", "1 Old Street", List.of(new Item("BOOK", 1), new Item("MUG", 1)), "tok_visa"));
        verify(carrier, timeout(SOON.toMillis()).atLeast(2)).collect(any());
    }

    @AfterEach
    void carrierArrives() {
        arrival.countDown();
    }

    @Test
    void parcelsOfATerminatedOrderAreShipped() {
        order().terminate("by the operator");

        assertThatParcelsAreShippedAfter(WorkflowStatus.TERMINATED);
    }

    @Test
    void parcelsOfACanceledOrderAreShipped() {
        order().cancel("by the operator");

        assertThatParcelsAreShippedAfter(WorkflowStatus.CANCELED);
    }

    private void assertThatParcelsAreShippedAfter(WorkflowStatus status) {
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(order().describe().summary().status()).isEqualTo(status));
        assertThat(parcel(1).describe().summary().status()).isEqualTo(WorkflowStatus.RUNNING);
        assertThat(parcel(2).describe().summary().status()).isEqualTo(WorkflowStatus.RUNNING);

        arrival.countDown();

        assertThat(parcel(1).result(String.class, SOON)).isEqualTo("TRACK-1");
        assertThat(parcel(2).result(String.class, SOON)).isEqualTo("TRACK-2");
        assertThat(outbox.messages(id))
                .hasSize(2)
                .allSatisfy(message -> assertThat(message).startsWith("Parcel"));
        assertThat(parcel(1).history())
                .extracting(HistoryEvent::type)
                .extracting(Enum::name)
                .noneMatch(type -> type.contains("CANCEL"));
    }

    private WorkflowExecution order() {
        return workflows.workflow("order-" + id);
    }

    private WorkflowExecution parcel(int number) {
        return workflows.workflow("order-" + id + "/" + number);
    }
}
