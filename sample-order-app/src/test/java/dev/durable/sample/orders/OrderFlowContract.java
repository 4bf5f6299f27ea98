package dev.durable.sample.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.durable.client.WorkflowClient;
import dev.durable.client.WorkflowNotFoundException;
import dev.durable.sample.orders.fulfilment.OrderWorkflow;
import dev.durable.sample.orders.notification.Outbox;
import dev.durable.sample.orders.order.NewOrder;
import dev.durable.sample.orders.order.OrderDesk;
import dev.durable.sample.orders.order.OrderNotFoundException;
import dev.durable.sample.orders.order.OrderPlacement;
import dev.durable.sample.orders.stock.Item;
import dev.durable.sample.orders.support.OrdersApi;
import dev.durable.sample.orders.support.OrdersApi.Answer;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** The whole application, with the engine, over HTTP. No faults, and a window long enough to cancel in. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"sample.cancellation-window=3s", "sample.faults.failure-rate=0"})
abstract class OrderFlowContract {

    private static final Duration SOON = Duration.ofSeconds(30);

    @LocalServerPort
    private int port;

    @Autowired
    private OrderPlacement placement;

    @Autowired
    private OrderDesk desk;

    @Autowired
    private WorkflowClient workflows;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private Outbox outbox;

    private final String id = UUID.randomUUID().toString();

    private OrdersApi api;

    @BeforeEach
    void client() {
        URI base = URI.create("http://localhost:" + port);
        api = new OrdersApi(() -> base);
    }

    @Test
    void orderIsFulfilledWhenTheWindowHasClosed() throws IOException {
        assertThat(api.place(id, "BOOK", "tok_visa").status()).isEqualTo(202);

        JsonNode order = untilStatus("COMPLETED");

        assertThat(order.get("trackingNumbers").get(0).asString()).startsWith("TRACK-");
        assertThat(api.bookingKinds(id)).containsExactly("CHARGE");
        assertThat(outbox.messages(id)).singleElement().asString().contains("on its way");
        assertThat(api.eventTypes(id))
                .containsExactly(
                        "WorkflowExecutionStarted",
                        "MarkerRecorded",
                        "ActivityTaskScheduled",
                        "ActivityTaskCompleted",
                        "ActivityTaskScheduled",
                        "ActivityTaskCompleted",
                        "ActivityTaskScheduled",
                        "ActivityTaskCompleted",
                        "TimerStarted",
                        "TimerFired",
                        "ActivityTaskScheduled",
                        "ActivityTaskCompleted",
                        "ActivityTaskScheduled",
                        "ActivityTaskCompleted",
                        "WorkflowExecutionCompleted");
    }

    @Test
    void orderOfSeveralArticlesIsShippedInSeveralParcelsToTheNewAddress() throws IOException {
        assertThat(api.place(id, "BOOK,MUG", "tok_visa").status()).isEqualTo(202);

        assertThat(api.changeAddress(id, "2 New Street").status()).isEqualTo(204);
        JsonNode order = untilStatus("COMPLETED");

        assertThat(order.get("address").asString()).isEqualTo("2 New Street");
        assertThat(order.get("trackingNumbers")).hasSize(2);
        assertThat(api.parcels(id)).containsExactly("1 to 2 New Street", "2 to 2 New Street");
        assertThat(outbox.messages(id)).hasSize(3);
        assertThat(api.eventTypes(id))
                .contains("WorkflowExecutionUpdateCompleted")
                .containsSubsequence("StartChildWorkflowExecutionInitiated", "ChildWorkflowExecutionCompleted");
    }

    @Test
    void addressOfAnOrderThatHasEndedCannotBeChanged() throws IOException {
        api.place(id, "BOOK", "tok_declined");
        untilStatus("REJECTED");

        Answer answer = api.changeAddress(id, "2 New Street");

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.body().get("detail").asString()).contains("sent elsewhere", "REJECTED");
        assertThat(api.eventTypes(id)).noneMatch(type -> type.contains("Update"));
    }

    @Test
    void suspiciousOrderIsRejected() throws IOException {
        api.place(id, "BOOK", "tok_stolen");

        assertThat(untilStatus("REJECTED").get("reason").asString()).contains("stolen");
        assertThat(api.bookingKinds(id)).isEmpty();
    }

    @Test
    void reconciliationCountsWhatIsPaid() throws IOException {
        api.place(id, "BOOK", "tok_visa");
        untilStatus("RESERVED");

        assertThat(api.post("/reconciliations", "").status()).isEqualTo(202);

        JsonNode overview = await().atMost(SOON)
                .until(
                        () -> api.get("/reconciliations").body(),
                        body -> !body.get("reports").isEmpty());
        JsonNode report = overview.get("reports").get(0);
        assertThat(report.get("orders").asInt()).isPositive();
        assertThat(report.get("payments").asInt()).isPositive();
        assertThat(report.get("mismatches").asInt()).isZero();
        assertThat(overview.get("next")).isNotEmpty();
    }

    @Test
    void declinedOrderIsRejected() throws IOException {
        api.place(id, "BOOK", "tok_declined");

        JsonNode order = untilStatus("REJECTED");

        assertThat(order.get("reason").asString()).isEqualTo("The card was declined");
        assertThat(api.bookingKinds(id)).isEmpty();
        assertThat(outbox.messages(id)).singleElement().asString().contains("declined");
        assertThat(api.eventTypes(id)).contains("ActivityTaskFailed").endsWith("WorkflowExecutionFailed");
        assertThat(api.list("status=FAILED")).contains(id);
    }

    @Test
    void orderThatIsOutOfStockIsRefunded() throws IOException {
        api.place(id, "UNICORN", "tok_visa");

        JsonNode order = untilStatus("REJECTED");

        assertThat(order.get("reason").asString()).contains("UNICORN");
        assertThat(api.bookingKinds(id)).containsExactly("CHARGE", "REFUND");
    }

    @Test
    void orderCancelledInTheWindowIsUndone() throws IOException {
        api.place(id, "LAMP", "tok_visa");
        untilStatus("RESERVED");

        assertThat(api.cancel(id).status()).isEqualTo(202);
        JsonNode order = untilStatus("CANCELLED");

        assertThat(order.get("reason").asString()).isEqualTo("changed my mind");
        assertThat(order.get("trackingNumbers")).isEmpty();
        assertThat(api.bookingKinds(id)).containsExactly("CHARGE", "REFUND");
        assertThat(api.available("LAMP")).isEqualTo(20);
        assertThat(api.eventTypes(id)).contains("TimerCanceled").endsWith("WorkflowExecutionCompleted");
    }

    @Test
    void cancellationAfterTheEndIsAConflict() throws IOException {
        api.place(id, "UNICORN", "tok_visa");
        untilStatus("REJECTED");

        Answer answer = api.cancel(id);

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.body().get("detail").asString()).contains("REJECTED");
    }

    @Test
    void duplicateOrderIsAConflictAndChangesNothing() throws IOException {
        api.place(id, "UNICORN", "tok_visa");
        untilStatus("REJECTED");

        assertThat(api.place(id, "BOOK", "tok_visa").status()).isEqualTo(409);

        assertThat(api.order(id).get("status").asString()).isEqualTo("REJECTED");
        assertThat(api.bookingKinds(id)).hasSize(2);
    }

    @Test
    void placementThatRollsBackLeavesNeitherRowNorWorkflow() {
        transaction.executeWithoutResult(status -> {
            placement.place(new NewOrder(id, "ada", "1 Old Street", List.of(new Item("BOOK", 1)), "tok_visa"));
            status.setRollbackOnly();
        });

        assertThatExceptionOfType(OrderNotFoundException.class).isThrownBy(() -> desk.order(id));
        assertThatExceptionOfType(WorkflowNotFoundException.class)
                .isThrownBy(() ->
                        workflows.workflow(OrderWorkflow.class, "order-" + id).describe());
    }

    @Test
    void openOrderIsListedUntilItCloses() throws IOException {
        api.place(id, "MUG", "tok_visa");

        assertThat(api.list("status=RUNNING")).contains(id);
        untilStatus("COMPLETED");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(api.list("status=RUNNING")).doesNotContain(id));
        assertThat(api.list("status=COMPLETED")).contains(id);
    }

    @Test
    void unknownOrdersAreNotFound() throws IOException {
        assertThat(api.get("/orders/" + id).status()).isEqualTo(404);
        assertThat(api.get("/orders/" + id + "/history").status()).isEqualTo(404);
        assertThat(api.cancel(id).status()).isEqualTo(404);
        assertThat(api.get("/orders?cursor=nonsense").status()).isEqualTo(400);
    }

    @Test
    void applicationIsHealthy() throws IOException {
        assertThat(api.get("/actuator/health").status()).isEqualTo(200);
    }

    private JsonNode untilStatus(String status) {
        return await().atMost(SOON)
                .until(
                        () -> api.order(id),
                        order -> order.get("status").asString().equals(status));
    }
}
