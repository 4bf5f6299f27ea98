package dev.durable.autoconfigure.metrics;

import dev.durable.engine.EngineInsight;
import dev.durable.engine.EngineStatus;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/** What a node has, and what waits on queues. */
final class DurableGauges implements MeterBinder, AutoCloseable {

    private final EngineInsight insight;
    private final StoreReading reading;

    DurableGauges(EngineInsight insight, StoreReading reading) {
        this.insight = insight;
        this.reading = reading;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("durable.runs", insight, EngineInsight::runs)
                .description("Runs that this node has")
                .register(registry);
        Gauge.builder("durable.runs.cached", insight, EngineInsight::cachedRuns)
                .description("Runs whose code is in this node's memory")
                .register(registry);
        Gauge.builder("durable.activity.running", insight, EngineInsight::runningAttempts)
                .description("Attempts of activities that run here")
                .register(registry);
        Gauge.builder("durable.activity.slots", insight, EngineInsight::maxRunningAttempts)
                .description("Attempts of activities that may run here at the same time")
                .register(registry);
        Gauge.builder("durable.runs.stuck", reading, read -> read.value((figures, now) -> figures.stuckRuns()))
                .description("Runs of all nodes that get no further, up to 100")
                .register(registry);
        Gauge.builder("durable.lease.remaining", insight, DurableGauges::leaseRemaining)
                .description("How long the lease of this node is still valid")
                .baseUnit("seconds")
                .register(registry);
        QueueGauges queues = new QueueGauges(registry, reading, insight.taskQueues());
        reading.onRead(figures -> queues.show(figures.queues()));
    }

    /** By the node's own clock and without the database: it matters most while that is away. */
    private static double leaseRemaining(EngineInsight insight) {
        return insight.status() == EngineStatus.CLIENT_ONLY
                ? Double.NaN
                : insight.leaseRemaining().toMillis() / 1_000.0;
    }

    @Override
    public void close() {
        reading.close();
    }
}
