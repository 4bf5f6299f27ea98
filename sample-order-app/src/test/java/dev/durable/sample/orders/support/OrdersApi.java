package dev.durable.sample.orders.support;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client of the application's REST API. Thread-safe. */
public final class OrdersApi {

    /** Where orders go when they are placed. */
    public static final String ADDRESS = "1 Old Street";

    private final JsonMapper json = JsonMapper.builder().build();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final Supplier<URI> base;

    /** A client of the application whose address the supplier knows; it may move. */
    public OrdersApi(Supplier<URI> base) {
        this.base = base;
    }

    /** Places an order for one piece of an article, or of each of several: {@code BOOK,MUG}. */
    public Answer place(String id, String skus, String cardToken) throws IOException {
        String items = Arrays.stream(skus.split(","))
                .map(sku -> "{\"sku\": \"" + sku + "\", \"quantity\": 1}")
                .collect(Collectors.joining(", "));
        return post("/orders", """
                {"id": "%s", "customer": "ada", "address": "%s", "items": [%s], "cardToken": "%s"}
                """.formatted(id, ADDRESS, items, cardToken));
    }

    /** Sends an order to another address. */
    public Answer changeAddress(String id, String address) throws IOException {
        return put("/orders/" + id + "/address", "{\"address\": \"" + address + "\"}");
    }

    /** The parcels of an order that are on their way: number and address of each. */
    public List<String> parcels(String id) throws IOException {
        return get("/orders/" + id + "/parcels")
                .ok()
                .valueStream()
                .map(parcel -> parcel.get("number").asInt() + " to "
                        + parcel.get("address").asString())
                .toList();
    }

    /** Requests the cancellation of an order. */
    public Answer cancel(String id) throws IOException {
        return post("/orders/" + id + "/cancel", "{\"reason\": \"changed my mind\"}");
    }

    /** How an order stands. */
    public JsonNode order(String id) throws IOException {
        return get("/orders/" + id).ok();
    }

    /** The types of the events in an order's history. */
    public List<String> eventTypes(String id) throws IOException {
        return get("/orders/" + id + "/history")
                .ok()
                .valueStream()
                .map(event -> event.get("type").asString())
                .toList();
    }

    /** The kinds of bookings for an order. */
    public List<String> bookingKinds(String id) throws IOException {
        return get("/orders/" + id + "/bookings")
                .ok()
                .valueStream()
                .map(booking -> booking.get("kind").asString())
                .toList();
    }

    /** How many pieces of an article are not reserved. */
    public int available(String sku) throws IOException {
        return get("/stock")
                .ok()
                .valueStream()
                .filter(article -> article.get("sku").asString().equals(sku))
                .findFirst()
                .orElseThrow()
                .get("available")
                .asInt();
    }

    /** The ids of all listed orders, page by page; with a condition such as {@code status=RUNNING}, or an empty one. */
    public List<String> list(String condition) throws IOException {
        List<String> ids = new ArrayList<>();
        String cursor = "";
        while (true) {
            JsonNode page = get("/orders?size=50&" + condition + cursor).ok();
            page.get("orders").forEach(order -> ids.add(order.get("id").asString()));
            if (page.get("nextCursor").isNull()) {
                return ids;
            }
            cursor = "&cursor=" + URLEncoder.encode(page.get("nextCursor").asString(), StandardCharsets.UTF_8);
        }
    }

    /** Any GET request. */
    public Answer get(String path) throws IOException {
        return send(request(path).GET());
    }

    /** Any POST request. */
    public Answer post(String path, String body) throws IOException {
        return send(request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(body)));
    }

    /** Any PUT request. */
    public Answer put(String path, String body) throws IOException {
        return send(request(path).header("Content-Type", "application/json").PUT(BodyPublishers.ofString(body)));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base.get() + path)).timeout(Duration.ofSeconds(20));
    }

    private Answer send(HttpRequest.Builder request) throws IOException {
        try {
            HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body(), json);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /**
     * An answer.
     *
     * @param status HTTP status
     * @param text the body
     * @param json reads the body
     */
    public record Answer(int status, String text, JsonMapper json) {

        /** The body as JSON. */
        public JsonNode body() {
            return json.readTree(text);
        }

        JsonNode ok() throws IOException {
            if (status != 200) {
                throw new IOException("Status " + status + ": " + text);
            }
            return body();
        }
    }
}
