package dev.durable.sample.orders;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole application, on H2; and what operators see of it over HTTP, which no database influences. */
@TestPropertySource(properties = "spring.datasource.url=jdbc:h2:mem:order-flow;DB_CLOSE_DELAY=-1")
class H2OrderFlowTests extends OrderFlowContract {

    @LocalServerPort
    private int port;

    @Test
    void operatorsSeeTheEngine() throws IOException, InterruptedException {
        assertThat(get("durable").get("status").asString()).isEqualTo("RUNNING");
        assertThat(get("durable/workers").get("taskQueues").get(0).get("name").asString())
                .isEqualTo("default");
        assertThat(get("durable/types").get("workflows").toString()).contains("OrderWorkflow");
        assertThat(get("durable/workflows?type=OrderWorkflow&pageSize=1").has("workflows"))
                .isTrue();
        assertThat(get("health").get("components").get("durable").get("status").asString())
                .isEqualTo("UP");
        assertThat(get("metrics").get("names").toString())
                .contains("durable.runs", "durable.commit", "durable.queue.age");
        assertThat(get("info").get("durable").get("node").asString()).isNotBlank();
    }

    @Test
    void missingWorkflowIsNotFound() throws IOException, InterruptedException {
        HttpResponse<String> response = send(request("durable/workflows/nobody"));

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.body()).contains("DUR-2");
    }

    @Test
    void operatorsOnlyReadUnlessTheyAreGivenMore() throws IOException, InterruptedException {
        HttpResponse<String> response = send(request("durable/workflows/order-1/cancel")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{}")));

        assertThat(response.statusCode()).isEqualTo(405);
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        HttpResponse<String> response = send(request(path));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return new JsonMapper().readTree(response.body());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/actuator/" + path));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    }
}
