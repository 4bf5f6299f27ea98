package dev.durable.benchmarks;

import dev.durable.client.WorkflowClient;
import dev.durable.client.WorkflowHandle;
import dev.durable.engine.DurableEngine;
import dev.durable.engine.EngineSettings;
import dev.durable.store.DurableStore;
import java.util.concurrent.atomic.AtomicLong;

/** An engine that fulfils orders. Thread-safe. */
final class OrderEngine implements AutoCloseable {

    private final DurableEngine engine;
    private final AtomicLong orders;
    private final OrderActivities activities = new OrderActivities();

    private OrderEngine(DurableStore store, EngineSettings settings, long ordersBefore) {
        orders = new AtomicLong(ordersBefore);
        engine = DurableEngine.builder(store)
                .settings(settings)
                .workflow(OrderWorkflow.class)
                .activity(OrderActivities.class, () -> activities)
                .build();
    }

    static OrderEngine start(DurableStore store, EngineSettings settings) {
        return start(store, settings, 0);
    }

    /**
     * Starts an engine beside others.
     *
     * @param ordersBefore number of the order before its first
     */
    static OrderEngine start(DurableStore store, EngineSettings settings, long ordersBefore) {
        OrderEngine started = new OrderEngine(store, settings, ordersBefore);
        started.engine.start();
        return started;
    }

    /** Starts the workflow of the next order and waits for its result; says how long that took. */
    long fulfilNext() {
        return fulfilNext(engine.client(), EngineSettings.DEFAULT_TASK_QUEUE);
    }

    /** The same through the client of another engine, on a task queue. */
    long fulfilNext(WorkflowClient client, String taskQueue) {
        Order order = Order.numbered(orders.incrementAndGet());
        long begin = System.nanoTime();
        WorkflowHandle<?> handle = client.newWorkflow(OrderWorkflow.class)
                .id(order.id())
                .taskQueue(taskQueue)
                .start(w -> w.fulfil(order));
        handle.result();
        return System.nanoTime() - begin;
    }

    WorkflowClient client() {
        return engine.client();
    }

    @Override
    public void close() {
        engine.stop().join();
    }
}
