package dev.durable.sample.orders.crash;

import static org.awaitility.Awaitility.await;

import dev.durable.sample.orders.support.OrdersApi;
import dev.durable.sample.orders.support.OrdersApi.Answer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** Customers who do not give up: whatever gets no answer, or 503, is sent again, with the same order id. */
final class OrderClients implements AutoCloseable {

    private static final int CLIENTS = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final OrdersApi api;
    private final ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
    private final List<Future<?>> customers = new ArrayList<>();
    private final AtomicInteger accepted = new AtomicInteger();
    private final AtomicInteger acceptedUnseen = new AtomicInteger();
    private final Set<String> cancelled = ConcurrentHashMap.newKeySet();
    private final Set<String> readdressed = ConcurrentHashMap.newKeySet();

    OrderClients(OrdersApi api) {
        this.api = api;
    }

    void order(List<TestOrder> orders) {
        orders.forEach(order -> customers.add(threads.submit(() -> order(order))));
    }

    /** Number of orders whose placement was acknowledged. */
    int accepted() {
        return accepted.get();
    }

    /** Number of orders that were accepted although the answer to it was lost. */
    int acceptedUnseen() {
        return acceptedUnseen.get();
    }

    /** Ids of orders whose cancellation was acknowledged. */
    Set<String> cancelled() {
        return Set.copyOf(cancelled);
    }

    /** Ids of orders whose change of address was acknowledged. */
    Set<String> readdressed() {
        return Set.copyOf(readdressed);
    }

    /** Waits until all customers have their answers. */
    void awaitEnd() throws InterruptedException, ExecutionException, TimeoutException {
        for (Future<?> customer : customers) {
            customer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
    }

    private void order(TestOrder order) {
        Answer placed = untilAnswered(() -> api.place(order.id(), order.kind().skus, order.kind().cardToken));
        if (!isAccepted(placed)) {
            // a request without an answer had been accepted
            acceptedUnseen.incrementAndGet();
        }
        accepted.incrementAndGet();
        // a conflict means that the window has closed
        if (order.isCancelled() && isAccepted(untilAnswered(() -> api.cancel(order.id())))) {
            cancelled.add(order.id());
        }
        if (order.isReaddressed()) {
            Answer changed = untilAnswered(() -> api.changeAddress(order.id(), TestOrder.NEW_ADDRESS));
            require(changed, 204, 409);
            if (changed.status() == 204) {
                readdressed.add(order.id());
            }
        }
        require(untilAnswered(() -> api.get("/orders/" + order.id())), 200, 200);
    }

    private static Answer untilAnswered(Callable<Answer> request) {
        return await().atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(100))
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(request, answer -> answer.status() != 503);
    }

    private static boolean isAccepted(Answer answer) {
        require(answer, 202, 409);
        return answer.status() == 202;
    }

    private static void require(Answer answer, int expected, int alternative) {
        if (answer.status() != expected && answer.status() != alternative) {
            throw new IllegalStateException("Unexpected status " + answer.status() + ": " + answer.text());
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
