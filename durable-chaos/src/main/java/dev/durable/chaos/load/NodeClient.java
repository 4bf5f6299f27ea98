package dev.durable.chaos.load;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Sends requests to nodes. Thread-safe. */
final class NodeClient {

    private static final Duration PATIENCE = Duration.ofSeconds(12);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(3))
            .build();
    private final JsonMapper json = new JsonMapper();

    /**
     * Sends a request once.
     *
     * @return null if the connection broke, or nobody answered in time: it may have arrived, or not
     */
    @Nullable
    HttpResponse<String> send(URI node, Request request) throws InterruptedException {
        String body = request.type() == Request.Type.START ? json.writeValueAsString(request.work()) : "";
        HttpRequest post = HttpRequest.newBuilder(node.resolve(request.path()))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            return http.send(post, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            return null;
        }
    }
}
