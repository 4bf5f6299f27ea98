package dev.durable.sample.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.durable.sample.orders.notification.Outbox;
import dev.durable.sample.orders.support.OrdersApi;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The whole application when every other attempt fails, half of them after their effect. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"sample.cancellation-window=200ms", "sample.faults.failure-rate=0.5"})
abstract class FaultyOrderFlowContract {

    private static final int ORDERS = 12;

    @LocalServerPort
    private int port;

    @Autowired
    private Outbox outbox;

    @Test
    void retriedStepsHaveTheirEffectOnce() throws IOException {
        URI base = URI.create("http://localhost:" + port);
        OrdersApi api = new OrdersApi(() -> base);
        List<String> ids =
                IntStream.range(0, ORDERS).mapToObj(i -> "faulty-" + i).toList();

        for (String id : ids) {
            assertThat(api.place(id, "BOOK", "tok_visa").status()).isEqualTo(202);
        }

        await().atMost(Duration.ofMinutes(1)).until(() -> api.list("status=RUNNING"), List::isEmpty);
        for (String id : ids) {
            assertThat(api.order(id).get("status").asString()).isEqualTo("COMPLETED");
            assertThat(api.bookingKinds(id)).containsExactly("CHARGE");
            assertThat(outbox.messages(id)).hasSize(1);
        }
        assertThat(api.available("BOOK")).isEqualTo(5000 - ORDERS);
    }
}
