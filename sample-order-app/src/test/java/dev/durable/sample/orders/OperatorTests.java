package dev.durable.sample.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.durable.sample.orders.support.OrdersApi;
import dev.durable.sample.orders.support.OrdersApi.Answer;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What operators who may write do over HTTP: that each request is found, and what it answers. What it does is tested elsewhere. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.datasource.url=jdbc:h2:mem:operators;DB_CLOSE_DELAY=-1",
            "management.endpoint.durable.access=unrestricted",
            "sample.cancellation-window=1h",
            "sample.faults.failure-rate=0"
        })
class OperatorTests {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String DURABLE = "/actuator/durable";

    @LocalServerPort
    private int port;

    private final String id = UUID.randomUUID().toString();
    private final String workflowId = "order-" + id;
    private OrdersApi api;

    @BeforeEach
    void client() {
        URI base = URI.create("http://localhost:" + port);
        api = new OrdersApi(() -> base);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/workflows", "/types", "/workers", "/nodes", "/changes", "/stuck"})
    void everySectionAnswers(String section) throws IOException {
        assertThat(api.get(DURABLE + section).status()).isEqualTo(200);
    }

    @Test
    void workflowIsShownWithoutItsValues() throws IOException {
        String workflow = started();

        JsonNode details = ok(api.get(workflow));
        JsonNode events = ok(api.get(workflow + "/history?after=0&limit=2")).get("events");

        assertThat(details.get("waitingFor").get(0).asString()).isNotBlank();
        assertThat(ok(api.get(workflow + "/stack")).get("stackTrace").size()).isPositive();
        assertThat(events.size()).isEqualTo(2);
        assertThat(events.toString()).contains("******").doesNotContain(OrdersApi.ADDRESS);
        assertThat(details.toString()).doesNotContain(OrdersApi.ADDRESS);
        assertThat(api.get(workflow + "/export").status()).isEqualTo(403);
        assertThat(ok(api.get(DURABLE + "/workflows?type=OrderWorkflow&status=RUNNING&idPrefix=" + workflowId
                                + "&pageSize=1"))
                        .get("workflows")
                        .size())
                .isEqualTo(1);
    }

    @Test
    void workflowIsStarted() throws IOException {
        JsonNode started = ok(api.post(
                DURABLE + "/workflows",
                "{\"workflowType\": \"OrderWorkflow\", \"workflowId\": \"%s\", \"taskQueue\": \"nobodys\", \"arguments\": \"[null]\"}"
                        .formatted(workflowId)));

        assertThat(started.get("workflowId").asString()).isEqualTo(workflowId);
        assertThat(ok(api.get(DURABLE + "/workers")).get("taskQueues").toString())
                .contains("nobodys");
    }

    @Test
    void everyMessageIsTaken() throws IOException {
        String workflow = started();

        JsonNode updated = ok(api.post(
                workflow + "/update", "{\"name\": \"changeAddress\", \"arguments\": \"[\\\"2 New Street\\\"]\"}"));
        JsonNode asked = ok(api.post(workflow + "/query", "{\"name\": \"progress\"}"));
        JsonNode told =
                ok(api.post(workflow + "/signal", "{\"name\": \"cancel\", \"arguments\": \"[\\\"too dear\\\"]\"}"));

        assertThat(updated.get("completed").asBoolean()).isTrue();
        assertThat(asked.get("result").toString()).contains("2 New Street");
        assertThat(told.get("outcome").asString()).isEqualTo("stored");
        untilStatus(workflow, "COMPLETED");
    }

    @Test
    void everyControlIsTaken() throws IOException {
        String workflow = started();

        assertThat(ok(api.post(workflow + "/pause", "{\"reason\": \"a look\"}")).toString())
                .contains("stored");
        untilStatus(workflow, "PAUSED");
        assertThat(api.post(workflow + "/retry", "{}").status()).isEqualTo(200);
        assertThat(api.post(workflow + "/retry", "{\"scheduledEventId\": 2}").status())
                .isEqualTo(200);
        assertThat(api.post(workflow + "/resume", "{}").status()).isEqualTo(200);
        untilStatus(workflow, "RUNNING");
        String next = ok(api.post(workflow + "/reset", "{\"lastEventId\": 1}"))
                .get("runId")
                .asString();
        assertThat(ok(api.get(workflow)).get("run").get("runId").asString()).isEqualTo(next);
        assertThat(api.post(workflow + "/terminate", "{\"reason\": \"enough\"}").status())
                .isEqualTo(200);
        untilStatus(workflow, "TERMINATED");
    }

    @ParameterizedTest
    @CsvSource({
        "signal, '\"name\": \"cancel\", \"arguments\": \"[\\\"too dear\\\"]\"'",
        "query, '\"name\": \"status\"'",
        "update, '\"name\": \"changeAddress\", \"arguments\": \"[\\\"2 New Street\\\"]\"'",
        "pause, '\"reason\": \"a look\"'",
        "retry, ",
        "reset, '\"lastEventId\": 1'",
        "cancel, ",
        "terminate, "
    })
    void runIsTakenByItsIdWhereAPathCannotHaveTheWorkflowId(String operation, @Nullable String parameters)
            throws IOException {
        String run = startedWithSlash();

        assertThat(ok(api.get(run)).get("run").get("workflowId").asString()).isEqualTo(workflowId + "/1");
        assertThat(ok(api.get(run + "/history")).get("events").size()).isPositive();
        assertThat(ok(api.get(run + "/stack")).get("stackTrace").size()).isPositive();
        assertThat(api.get(run + "/export").status()).isEqualTo(403);
        Answer answer = api.post(run + "/" + operation, "{" + (parameters == null ? "" : parameters) + "}");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    }

    @Test
    void failedRunTellsWhy() throws IOException {
        assertThat(api.place(id, "BOOK", "tok_declined").status()).isEqualTo(202);
        String workflow = DURABLE + "/workflows/" + workflowId;
        await().atMost(PATIENCE).until(() -> api.get(workflow).status() == 200);
        untilStatus(workflow, "FAILED");

        assertThat(ok(api.get(workflow)).get("failure").get("type").asString()).isNotBlank();
    }

    @Test
    void refusalSaysWhatThereIs() throws IOException {
        assertThat(api.get(DURABLE + "/workflows/order/1").text()).contains("by the id of its run");
        assertThat(api.post(DURABLE + "/batch", "{\"operation\": \"fly\", \"expectAtMost\": 1}")
                        .text())
                .contains("fly", "signal, cancel, terminate, retry, reset");
        assertThat(api.post(DURABLE + "/workflows", "{\"workflowType\": \"OrderWorkflow\", \"workflowId\": \"\"}")
                        .text())
                .contains("DUR-2011")
                .doesNotContain("durable.*");
    }

    @Test
    void runsAreCanceledOneByOneOrTogether() throws IOException {
        String workflow = started();

        assertThat(api.post(workflow + "/cancel", "{}").status()).isEqualTo(200);
        JsonNode all = ok(api.post(
                DURABLE + "/batch",
                "{\"operation\": \"terminate\", \"idPrefix\": \"" + workflowId
                        + "\", \"expectAtMost\": 1, \"reason\": \"over\"}"));

        assertThat(all.get("matched").asInt()).isEqualTo(1);
        await().atMost(PATIENCE)
                .until(() -> !ok(api.get(workflow))
                        .get("run")
                        .get("status")
                        .asString()
                        .equals("RUNNING"));
    }

    @ParameterizedTest
    @CsvSource({
        "404, /nothing",
        "404, /workflows/nobody",
        "404, /workflows/nobody/history",
        "404, /workflows/nobody/nothing",
        "400, /workflows?pageSize=5000",
        "400, /workflows?status=ASLEEP",
        "400, /workflows/nobody?runId=7"
    })
    void wrongReadIsRefused(int status, String path) throws IOException {
        assertThat(api.get(DURABLE + path).status()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "404 | /nothing | {}",
                "404 | /workflows/nobody/cancel | {}",
                "404 | /workflows/nobody/explode | {}",
                "400 | /workflows | {}",
                "400 | /workflows/nobody/signal | {}",
                "400 | /batch | {\"operation\": \"cancel\"}",
                "400 | /batch | {\"operation\": \"explode\"}",
                "400 | /batch | {\"operation\": \"explode\", \"expectAtMost\": 1}"
            })
    void wrongWriteIsRefused(int status, String path, String body) throws IOException {
        assertThat(api.post(DURABLE + path, body).status()).isEqualTo(status);
    }

    /** Places an order; the address of its workflow at the endpoint. */
    private String started() throws IOException {
        assertThat(api.place(id, "BOOK", "tok_visa").status()).isEqualTo(202);
        String workflow = DURABLE + "/workflows/" + workflowId;
        await().atMost(PATIENCE).until(() -> api.get(workflow).status() == 200);
        return workflow;
    }

    /** Starts a workflow whose id has a slash, which no server takes within a path; the address of its run. */
    private String startedWithSlash() throws IOException {
        String order = """
                [{"id": "%s", "customer": "ada", "address": "%s", "items": [{"sku": "BOOK", "quantity": 1}],
                  "total": 1, "cardToken": "tok_visa", "cancellationWindow": "PT1H"}]
                """.formatted(id, OrdersApi.ADDRESS);
        JsonNode started = ok(api.post(
                DURABLE + "/workflows",
                JsonMapper.shared()
                        .writeValueAsString(Map.of(
                                "workflowType",
                                "OrderWorkflow",
                                "workflowId",
                                workflowId + "/1",
                                "arguments",
                                order))));
        return DURABLE + "/workflows/" + started.get("runId").asString();
    }

    private void untilStatus(String workflow, String status) {
        await().atMost(PATIENCE)
                .until(() -> ok(api.get(workflow))
                        .get("run")
                        .get("status")
                        .asString()
                        .equals(status));
    }

    private static JsonNode ok(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.body();
    }
}
