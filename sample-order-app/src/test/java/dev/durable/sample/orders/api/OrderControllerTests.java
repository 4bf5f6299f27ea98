package dev.durable.sample.orders.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import dev.durable.activity.ActivityTimeouts;
import dev.durable.activity.RetryPolicy;
import dev.durable.client.WorkflowStatus;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.history.ActivityTaskScheduled;
import dev.durable.history.WorkflowExecutionFailed;
import dev.durable.payload.FailureInfo;
import dev.durable.payload.Payload;
import dev.durable.sample.orders.fulfilment.OrderProgress;
import dev.durable.sample.orders.fulfilment.OrderStatus;
import dev.durable.sample.orders.order.ChangeTooLateException;
import dev.durable.sample.orders.order.NewOrder;
import dev.durable.sample.orders.order.OrderAlreadyPlacedException;
import dev.durable.sample.orders.order.OrderDesk;
import dev.durable.sample.orders.order.OrderNotFoundException;
import dev.durable.sample.orders.order.OrderPage;
import dev.durable.sample.orders.order.OrderPlacement;
import dev.durable.sample.orders.order.OrderView;
import dev.durable.sample.orders.order.UnknownArticleException;
import dev.durable.sample.orders.payment.PaymentLedger;
import dev.durable.sample.orders.reconciliation.ReconciliationDesk;
import dev.durable.sample.orders.shipping.Carrier;
import dev.durable.sample.orders.stock.Item;
import dev.durable.sample.orders.stock.Warehouse;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.ArgumentCaptor;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.context.annotation.Import;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.http.MediaType;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@WebMvcTest
@Import(HistoryDescriber.class)
class OrderControllerTests {

    private static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");

    private static final String VALID = """
            {"id": "42", "customer": "ada", "address": "1 Old Street",
             "items": [{"sku": "BOOK", "quantity": 2}], "cardToken": "tok_visa"}
            """;

    @MockitoBean
    private OrderPlacement placement;

    @MockitoBean
    private OrderDesk desk;

    @MockitoBean
    private PaymentLedger ledger;

    @MockitoBean
    private Carrier carrier;

    @MockitoBean
    private Warehouse warehouse;

    @MockitoBean
    private ReconciliationDesk reconciliations;

    @Autowired
    private MockMvcTester mvc;

    @Test
    void orderIsAcceptedWithItsLocation() {
        MvcTestResult result = post("/orders", VALID);

        assertThat(result).hasStatus(202).hasHeader("Location", "http://localhost/orders/42");
        assertThat(result).bodyJson().isEqualTo("{\"id\": \"42\"}");
        verify(placement).place(new NewOrder("42", "ada", "1 Old Street", List.of(new Item("BOOK", 2)), "tok_visa"));
    }

    @Test
    void orderWithoutAnIdGetsOne() {
        assertThat(post("/orders", VALID.replace("\"id\": \"42\", ", ""))).hasStatus(202);

        ArgumentCaptor<NewOrder> order = ArgumentCaptor.captor();
        verify(placement).place(order.capture());
        assertThat(UUID.fromString(order.getValue().id())).isNotNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"42\"              | \"4 2\"     | id",
                "\"42\"              | \"\"        | id",
                "\"ada\"             | \" \"       | customer",
                "\"ada\"             | null        | customer",
                "\"ada\"             | \"a\\u0000\"| customer",
                "\"1 Old Street\"   | null        | address",
                "[{\"sku\": \"BOOK\", \"quantity\": 2}] | []   | items",
                "[{\"sku\": \"BOOK\", \"quantity\": 2}] | null | items",
                "[{\"sku\": \"BOOK\", \"quantity\": 2}] | [null] | items[0]",
                "[{\"sku\": \"BOOK\", \"quantity\": 2}] | 7    | items",
                "\"BOOK\"            | null        | items[0].sku",
                "\"BOOK\"            | \"BO/OK\"   | items[0].sku",
                "\"quantity\": 2     | \"quantity\": 0     | items[0].quantity",
                "\"quantity\": 2     | \"quantity\": 101   | items[0].quantity",
                "\"quantity\": 2     | \"quantity\": null  | items[0].quantity",
                "\"quantity\": 2     | \"quantity\": 1.5   | items[0].quantity",
                "\"quantity\": 2     | \"quantity\": \"x\" | items[0].quantity",
                "\"quantity\": 2     | \"quantity\": 99999999999 | items[0].quantity",
                "\"tok_visa\"        | \"4111\"    | cardToken",
                "\"tok_visa\"        | null        | cardToken",
            })
    void badFieldIsNamedAndChangesNothing(String good, String bad, String field) {
        MvcTestResult result = post("/orders", VALID.replace(good, bad));

        assertThat(result).hasStatus(400).hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
        assertThat(result).bodyJson().extractingPath("$.errors[0].field").isEqualTo(field);
        verifyNoInteractions(placement);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "null", "7", "{\"id\": }"})
    void whatIsNoOrderAtAllIsAProblem(String body) {
        MvcTestResult result = post("/orders", body);

        assertThat(result).hasStatus(400).hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
        verifyNoInteractions(placement);
    }

    @Test
    void otherMediaTypesMethodsAndPathsAreProblemsToo() {
        assertThat(mvc.post().uri("/orders").contentType(MediaType.TEXT_PLAIN).content("hello"))
                .hasStatus(415)
                .hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
        assertThat(mvc.delete().uri("/orders")).hasStatus(405).hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
        assertThat(mvc.get().uri("/nothing")).hasStatus(404).hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
    }

    @Test
    void duplicateOrderIsAConflict() {
        doThrow(mock(OrderAlreadyPlacedException.class)).when(placement).place(any());

        assertThat(post("/orders", VALID)).hasStatus(409).hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
    }

    @Test
    void unknownArticleIsNamed() {
        UnknownArticleException unknown = mock();
        when(unknown.position()).thenReturn(3);
        doThrow(unknown).when(placement).place(any());

        MvcTestResult result = post("/orders", VALID);

        assertThat(result).hasStatus(400);
        assertThat(result).bodyJson().extractingPath("$.errors[0].field").isEqualTo("items[3].sku");
    }

    @Test
    void databaseThatIsBusyAsksForARepetition() {
        doThrow(new CannotAcquireLockException("timeout")).when(placement).place(any());

        assertThat(post("/orders", VALID)).hasStatus(503).hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
    }

    @Test
    void unexpectedFailureTellsNoDetails() {
        doThrow(new IllegalStateException("secret")).when(placement).place(any());

        MvcTestResult result = post("/orders", VALID);

        assertThat(result).hasStatus(500).hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
        assertThat(result).bodyText().doesNotContain("secret");
    }

    @Test
    void orderIsShownWithItsProgress() {
        UUID paymentId = UUID.randomUUID();
        when(desk.order("42"))
                .thenReturn(new OrderView("42", "ada", List.of(new Item("BOOK", 2)), new BigDecimal("79.80"), TIME));
        when(desk.progress("42"))
                .thenReturn(new OrderProgress(OrderStatus.RESERVED, paymentId, "1 Old Street", List.of(), null));

        assertThat(mvc.get().uri("/orders/42")).hasStatusOk().bodyJson().isLenientlyEqualTo("""
                {"id": "42", "status": "RESERVED", "customer": "ada", "items": [{"sku": "BOOK", "quantity": 2}],
                 "total": 79.80, "placedAt": "2026-01-01T00:00:00Z", "paymentId": "%s",
                 "address": "1 Old Street", "trackingNumbers": []}
                """.formatted(paymentId));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/orders/42", "/orders/42/history", "/orders/42/bookings", "/orders/42/parcels"})
    void unknownOrderIsNotFound(String path) {
        when(desk.order("42")).thenThrow(mock(OrderNotFoundException.class));

        assertThat(mvc.get().uri(path)).hasStatus(404).hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
    }

    @Test
    void impossibleOrderIdIsNamed() {
        MvcTestResult result = mvc.get().uri("/orders/{id}", "4 2").exchange();

        assertThat(result).hasStatus(400).hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
        assertThat(result).bodyJson().extractingPath("$.errors[0].field").isEqualTo("id");
    }

    @Test
    void historyShowsPayloadsAsTheValuesTheyStandFor() {
        FailureInfo failure = new FailureInfo(
                FailureInfo.Kind.APPLICATION, "CardDeclined", "declined", "at Secret", true, List.of(), null, null);
        when(desk.history("42"))
                .thenReturn(List.of(
                        new ActivityTaskScheduled(
                                2,
                                TIME,
                                "PaymentActivities.charge",
                                "default",
                                List.of(Payload.json("{\"a\":[1]}"), Payload.json("\"x\"")),
                                ActivityTimeouts.startToClose(Duration.ofSeconds(10)),
                                RetryPolicy.DEFAULT),
                        new WorkflowExecutionFailed(3, TIME, failure)));

        MvcTestResult result = mvc.get().uri("/orders/42/history").exchange();

        assertThat(result).hasStatusOk().bodyJson().isLenientlyEqualTo("""
                [{"eventId": 2, "time": "2026-01-01T00:00:00Z", "type": "ActivityTaskScheduled",
                  "attributes": {"activityType": "PaymentActivities.charge", "input": [{"a": [1]}, "x"],
                                 "timeouts": {"startToClose": "PT10S"}}},
                 {"eventId": 3, "type": "WorkflowExecutionFailed",
                  "attributes": {"failure": {"type": "CardDeclined", "message": "declined"}}}]
                """);
        assertThat(result).bodyText().doesNotContain("Secret");
    }

    @Test
    void cancellationIsAccepted() {
        assertThat(post("/orders/42/cancel", "{\"reason\": \"changed my mind\"}"))
                .hasStatus(202);

        verify(desk).cancel("42", "changed my mind");
    }

    @Test
    void cancellationWithoutAReasonChangesNothing() {
        MvcTestResult result = post("/orders/42/cancel", "{}");

        assertThat(result).hasStatus(400);
        assertThat(result).bodyJson().extractingPath("$.errors[0].field").isEqualTo("reason");
        verifyNoInteractions(desk);
    }

    @Test
    void cancellationThatComesTooLateIsAConflict() {
        doThrow(mock(ChangeTooLateException.class)).when(desk).cancel(any(), any());

        assertThat(post("/orders/42/cancel", "{\"reason\": \"changed my mind\"}"))
                .hasStatus(409)
                .hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
    }

    @Test
    void addressIsChanged() {
        assertThat(put("/orders/42/address", "{\"address\": \"2 New Street\"}")).hasStatus(204);

        verify(desk).changeAddress("42", "2 New Street");
    }

    @Test
    void changeWithoutAnAddressChangesNothing() {
        MvcTestResult result = put("/orders/42/address", "{\"address\": \" \"}");

        assertThat(result).hasStatus(400);
        assertThat(result).bodyJson().extractingPath("$.errors[0].field").isEqualTo("address");
        verifyNoInteractions(desk);
    }

    @Test
    void changeOfAddressThatComesTooLateIsAConflict() {
        doThrow(mock(ChangeTooLateException.class)).when(desk).changeAddress(any(), any());

        assertThat(put("/orders/42/address", "{\"address\": \"2 New Street\"}"))
                .hasStatus(409)
                .hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
    }

    @Test
    void listPassesItsConditionsOn() {
        OrderPage.Entry entry = new OrderPage.Entry("42", WorkflowStatus.RUNNING, TIME, null);
        when(desk.list(WorkflowStatus.RUNNING, "c1", 5)).thenReturn(new OrderPage(List.of(entry), "c2"));

        assertThat(mvc.get().uri("/orders?status=RUNNING&cursor=c1&size=5"))
                .hasStatusOk()
                .bodyJson()
                .isLenientlyEqualTo("""
                        {"orders": [{"id": "42", "workflowStatus": "RUNNING", "startedAt": "2026-01-01T00:00:00Z"}],
                         "nextCursor": "c2"}
                        """);
    }

    @ParameterizedTest
    @ValueSource(strings = {"status=SLEEPING", "size=0", "size=101", "size=many"})
    void badListConditionIsAProblem(String condition) {
        assertThat(mvc.get().uri("/orders?" + condition))
                .hasStatus(400)
                .hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
        verifyNoInteractions(desk);
    }

    @Test
    void foreignCursorIsAProblem() {
        when(desk.list(any(), any(), anyInt()))
                .thenThrow(new DurableException(ErrorCode.FILTER_ILLEGAL, "The cursor is not one of ours."));

        assertThat(mvc.get().uri("/orders?cursor=zzz"))
                .hasStatus(400)
                .hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
    }

    private MvcTestResult put(String path, String body) {
        return mvc.put()
                .uri(path)
                .contentType(MediaType.APPLICATION_JSON)
                .content(body)
                .exchange();
    }

    private MvcTestResult post(String path, String body) {
        return mvc.post()
                .uri(path)
                .contentType(MediaType.APPLICATION_JSON)
                .content(body)
                .exchange();
    }
}
