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
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
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
 * its input demands, each payment was charged once, and each parcel went once to the address that was acknowledged last. {@code -Dsample.crash.seed} repeats a run, as far as its moments can be
 * repeated.
 */
@Timeout(300)
class CrashIT {

    private static final int ORDERS = 200;
    private static final int KILLS = 3;

    private static final Logger log = LoggerFactory.getLogger(CrashIT.class);

    private final long seed = Long.getLong("sample.crash.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final AtomicReference<AppProcess> app = new AtomicReference<>();
    private final AtomicReference<URI> address = new AtomicReference<>();
    private final OrdersApi api = new OrdersApi(address::get);
    private final List<Instant> kills = new ArrayList<>();

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
        ordersSurviveCrashes("H2", List.of());

        assertThat(directory.resolve("data").resolve("orders.mv.db")).exists();
    }

    @Test
    void ordersSurviveCrashesOnPostgreSql() throws Exception {
        Database database = TestPostgres.newDatabase();
        ordersSurviveCrashes(
                "PostgreSQL",
                List.of(
                        "spring.profiles.active=postgres",
                        "spring.datasource.url=" + database.url(),
                        "spring.datasource.username=" + database.user(),
                        "spring.datasource.password=" + database.password()));
    }

    private void ordersSurviveCrashes(String databaseName, List<String> databaseSettings) throws Exception {
        log.info("{}, seed {}, logs of the application in {}", databaseName, seed, directory);
        Instant begin = Instant.now();
        List<TestOrder> orders = IntStream.range(0, ORDERS)
                .mapToObj(number -> TestOrder.random(number, random))
                .toList();
        start(0, databaseSettings);

        try (OrderClients clients = new OrderClients(api)) {
            clients.order(orders);
            for (int kill = 1; kill <= KILLS; kill++) {
                awaitRandomMoment(kill, clients);
                kills.add(Instant.now());
                app.get().kill();
                log.info("Kill {} after {} accepted orders", kill, clients.accepted());
                start(kill, databaseSettings);
            }
            clients.awaitEnd();
            await("end of all orders")
                    .atMost(Duration.ofSeconds(90))
                    .pollInterval(Duration.ofMillis(500))
                    .until(() -> api.list("status=RUNNING"), List::isEmpty);
            verify(orders, clients);
        }
        log.info(
                "{}, seed {}: {} s",
                databaseName,
                seed,
                Duration.between(begin, Instant.now()).toSeconds());
    }

    private void start(int number, List<String> databaseSettings) throws IOException {
        Path output = Files.createFile(directory.resolve("app-" + number + ".log"));
        List<String> settings = new ArrayList<>(databaseSettings);
        settings.add("sample.cancellation-window=6s");
        // so that kills find activities at work
        settings.add("sample.faults.slow-activity=PaymentActivities.charge");
        settings.add("sample.faults.slow-delay=300ms");
        app.set(AppProcess.start(directory, output, settings));
        address.set(app.get().address());
    }

    /** Some time after a share of the orders has been accepted, while others are still being placed. */
    private void awaitRandomMoment(int kill, OrderClients clients) {
        int share = ORDERS / (KILLS + 1);
        int threshold = share * kill - random.nextInt(share / 2);
        await("acceptance of " + threshold + " orders")
                .atMost(Duration.ofSeconds(60))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> clients.accepted() >= threshold);
        await().pollDelay(Duration.ofMillis(1 + random.nextInt(400))).until(() -> true);
    }

    private void verify(List<TestOrder> orders, OrderClients clients) throws IOException {
        Map<Ending, Integer> endings = new EnumMap<>(Ending.class);
        Map<TestOrder, OrderHistory> histories = new LinkedHashMap<>();
        Set<String> chargedKeys = new HashSet<>();
        int pieces = 0;
        SoftAssertions softly = new SoftAssertions();
        for (TestOrder order : orders) {
            OrderHistory history = OrderHistory.of(
                    api.get("/orders/" + order.id() + "/history").body());
            histories.put(order, history);
            Ending ending = order.ending(history);
            endings.merge(ending, 1, Integer::sum);
            verifyHistory(order, ending, history, softly);
            verifyBookings(order, ending, chargedKeys, softly);
            verifyParcels(order, history, softly);
            pieces += order.parcels(history).size();
            softly.assertThat(api.order(order.id()).get("status").asString())
                    .as("status of %s", order)
                    .isEqualTo(ending.status);
            softly.assertThat(clients.cancelled().contains(order.id()) && history.signals() == 0)
                    .as("acknowledged cancellation of %s is lost", order)
                    .isFalse();
            softly.assertThat(clients.readdressed().contains(order.id()) && history.updates() == 0)
                    .as("acknowledged change of the address of %s is lost", order)
                    .isFalse();
        }
        log.info(
                "Orders ended so: {}; {} were accepted although the answer was lost",
                endings,
                clients.acceptedUnseen());
        softly.assertThat(api.available("BOOK") + api.available("MUG"))
                .as("stock that is left")
                .isEqualTo(7000 - pieces);
        softly.assertThat(api.list(""))
                .as("all orders")
                .containsExactlyInAnyOrderElementsOf(
                        orders.stream().map(TestOrder::id).toList());
        softly.assertThat(endings).as("kinds of endings seen").containsOnlyKeys(Ending.values());
        verifyKills(histories.values(), softly);
        softly.assertAll();
    }

    private void verifyHistory(TestOrder order, Ending ending, OrderHistory history, SoftAssertions softly) {
        softly.assertThat(history.ids())
                .as("event ids of %s", order)
                .isEqualTo(
                        IntStream.rangeClosed(1, history.ids().size()).boxed().toList());
        softly.assertThat(history.types())
                .as("events of %s", order)
                .startsWith("WorkflowExecutionStarted")
                .endsWith(ending.closingEvent);
        softly.assertThat(history.closingEvents())
                .as("closing events of %s", order)
                .hasSize(1);
    }

    private void verifyParcels(TestOrder order, OrderHistory history, SoftAssertions softly) throws IOException {
        List<String> expected = order.parcels(history);
        softly.assertThat(api.parcels(order.id())).as("parcels of %s", order).isEqualTo(expected);
        int children = expected.size() > 1 ? expected.size() : 0;
        softly.assertThat(history.childrenStarted()).as("children of %s", order).isEqualTo(children);
        softly.assertThat(history.childrenCompleted())
                .as("children of %s that completed", order)
                .isEqualTo(children);
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

    /** Kills that hit nothing would prove nothing. */
    private void verifyKills(Collection<OrderHistory> histories, SoftAssertions softly) {
        long allInActivity = 0;
        long allInWindow = 0;
        for (Instant kill : kills) {
            long inActivity = histories.stream()
                    .filter(history -> history.isInActivityAt(kill))
                    .count();
            long inWindow = histories.stream()
                    .filter(history -> history.isInWindowAt(kill))
                    .count();
            log.info("Kill at {}: {} orders in an activity, {} in their window", kill, inActivity, inWindow);
            allInActivity += inActivity;
            allInWindow += inWindow;
        }
        softly.assertThat(allInActivity).as("orders in an activity at a kill").isPositive();
        softly.assertThat(allInWindow).as("orders in their window at a kill").isPositive();
    }
}
