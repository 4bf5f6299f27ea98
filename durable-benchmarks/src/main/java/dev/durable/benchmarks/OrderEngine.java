package dev.durable.benchmarks;

import dev.durable.client.WorkflowHandle;
import dev.durable.engine.DurableEngine;
import dev.durable.engine.EngineSettings;
import dev.durable.store.DurableStore;
import java.util.concurrent.atomic.AtomicLong;

/** An engine that fulfils orders. Thread-safe. */
final class OrderEngine implements AutoCloseable {

    private final DurableEngine engine;
    private final AtomicLong orders = new AtomicLong();
    private final OrderActivities activities = new OrderActivities();

    private OrderEngine(DurableStore store, EngineSettings settings) {
        engine = DurableEngine.builder(store)
                .settings(settings)
                .workflow(OrderWorkflow.class)
                .activity(OrderActivities.class, () -> activities)
                .build();
    }

    static OrderEngine start(DurableStore store, EngineSettings settings) {
        OrderEngine started = new OrderEngine(store, settings);
        started.engine.start();
        return started;
    }

    /** Starts the workflow of the next order and waits for its result; says how long that took. */
    long fulfilNext() {
        Order order = Order.numbered(orders.incrementAndGet());
        long begin = System.nanoTime();
        WorkflowHandle<?> handle =
                engine.client().newWorkflow(OrderWorkflow.class).id(order.id()).start(w -> w.fulfil(order));
        handle.result();
        return System.nanoTime() - begin;
    }

    @Override
    public void close() {
        engine.stop().join();
    }
}
