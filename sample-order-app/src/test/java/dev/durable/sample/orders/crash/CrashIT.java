package dev.durable.sample.orders.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.durable.sample.orders.crash.TestOrder.Ending;
import dev.durable.sample.orders.support.OrdersApi;
import dev.durable.sample.orders.support.TestPostgres;
import dev.durable.sample.orders.support.TestPostgres.Database;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * Orders are placed while the application is killed and restarted, three times. In the end every accepted order has ended as
 * its input demands, and each payment was charged once. {@code -Dsample.crash.seed} repeats a run, as far as its moments can be
 * repeated.
 */
@Timeout(300)
class CrashIT {

    private static final int ORDERS = 200;
    private static final int KILLS = 3;
    private static final List<String> CLOSING_EVENTS = List.of("WorkflowExecutionCompleted", "WorkflowExecutionFailed");

    private static final Logger log = LoggerFactory.getLogger(CrashIT.class);

    private final long seed = Long.getLong("sample.crash.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final AtomicReference<AppProcess> app = new AtomicReference<>();
    private final AtomicReference<URI> address = new AtomicReference<>();
    private final OrdersApi api = new OrdersApi(address::get);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path directory;

    @AfterEach
    void endApplication() throws InterruptedException {
        AppProcess last = app.get();
        if (last != null) {
            last.kill();
        }
    }

    @Test
    void ordersSurviveCrashesOnH2() throws Exception {
        ordersSurviveCrashes(List.of());

        assertThat(directory.resolve("data").resolve("orders.mv.db")).exists();
    }

    @Test
    void ordersSurviveCrashesOnPostgreSql() throws Exception {
        Database database = TestPostgres.newDatabase();
        ordersSurviveCrashes(List.of(
                "spring.profiles.active=postgres",
                "spring.datasource.url=" + database.url(),
                "spring.datasource.username=" + database.user(),
                "spring.datasource.password=" + database.password()));
    }

    private void ordersSurviveCrashes(List<String> databaseSettings) throws Exception {
        log.info("Seed {}, logs of the application in {}", seed, directory);
        List<TestOrder> orders = IntStream.range(0, ORDERS)
                .mapToObj(number -> TestOrder.random(number, random))
                .toList();
        start(0, databaseSettings);

        try (OrderClients clients = new OrderClients(api)) {
            clients.order(orders);
            for (int kill = 1; kill <= KILLS; kill++) {
                awaitRandomMoment(kill, clients);
                log.info("Kill {} after {} accepted orders", kill, clients.accepted());
                app.get().kill();
                start(kill, databaseSettings);
            }
            clients.awaitEnd();
        }

        await("end of all orders")
                .atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> api.list("status=RUNNING"), List::isEmpty);
        verify(orders);
    }

    private void start(int number, List<String> databaseSettings) throws IOException {
        Path output = Files.createFile(directory.resolve("app-" + number + ".log"));
        List<String> settings = new ArrayList<>(databaseSettings);
        settings.add("sample.cancellation-window=8s");
        app.set(AppProcess.start(directory, output, settings));
        address.set(app.get().address());
    }

    /** Some time after a share of the orders has been accepted; the last ones are then still within their window. */
    private void awaitRandomMoment(int kill, OrderClients clients) {
        int threshold = ORDERS * kill / (KILLS + 1) - random.nextInt(ORDERS / (KILLS + 1));
        await("acceptance of " + threshold + " orders")
                .atMost(Duration.ofSeconds(60))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> clients.accepted() >= threshold);
        await().pollDelay(Duration.ofMillis(1 + random.nextInt(400))).until(() -> true);
    }

    private void verify(List<TestOrder> orders) throws IOException {
        Map<Ending, Integer> endings = new EnumMap<>(Ending.class);
        Set<String> chargedKeys = new HashSet<>();
        SoftAssertions softly = new SoftAssertions();
        for (TestOrder order : orders) {
            List<String> events = api.eventTypes(order.id());
            Ending ending = order.ending(events);
            endings.merge(ending, 1, Integer::sum);
            verifyHistory(order, ending, events, softly);
            verifyBookings(order, ending, chargedKeys, softly);
            softly.assertThat(api.order(order.id()).get("status").asString())
                    .as("status of %s", order)
                    .isEqualTo(ending.status);
        }
        log.info("Orders ended so: {}", endings);
        int shipped = endings.getOrDefault(Ending.COMPLETED, 0);
        softly.assertThat(api.available("BOOK") + api.available("MUG"))
                .as("stock that is left")
                .isEqualTo(7000 - shipped);
        softly.assertThat(api.list(""))
                .as("all orders")
                .containsExactlyInAnyOrderElementsOf(
                        orders.stream().map(TestOrder::id).toList());
        softly.assertThat(endings).as("kinds of endings seen").containsOnlyKeys(Ending.values());
        softly.assertAll();
    }

    private void verifyHistory(TestOrder order, Ending ending, List<String> events, SoftAssertions softly)
            throws IOException {
        List<Integer> ids = api.get("/orders/" + order.id() + "/history")
                .body()
                .valueStream()
                .map(event -> event.get("eventId").asInt())
                .toList();
        softly.assertThat(ids)
                .as("event ids of %s", order)
                .isEqualTo(IntStream.rangeClosed(1, ids.size()).boxed().toList());
        softly.assertThat(events)
                .as("events of %s", order)
                .startsWith("WorkflowExecutionStarted")
                .endsWith(ending.closingEvent);
        softly.assertThat(events)
                .as("closing events of %s", order)
                .filteredOn(CLOSING_EVENTS::contains)
                .hasSize(1);
    }

    private void verifyBookings(TestOrder order, Ending ending, Set<String> chargedKeys, SoftAssertions softly)
            throws IOException {
        JsonNode bookings = api.get("/orders/" + order.id() + "/bookings").body();
        softly.assertThat(bookings.valueStream()
                        .map(booking -> booking.get("kind").asString())
                        .toList())
                .as("bookings of %s", order)
                .isEqualTo(ending.bookings);
        bookings.valueStream()
                .filter(booking -> booking.get("kind").asString().equals("CHARGE"))
                .map(booking -> booking.get("idempotencyKey").asString())
                .forEach(key -> softly.assertThat(chargedKeys.add(key))
                        .as("first charge under key %s", key)
                        .isTrue());
    }
}
