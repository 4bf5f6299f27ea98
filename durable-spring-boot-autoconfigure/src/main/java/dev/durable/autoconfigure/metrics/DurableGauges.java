package dev.durable.autoconfigure.metrics;

import dev.durable.engine.EngineInsight;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.jspecify.annotations.Nullable;

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
        stored(
                registry,
                "durable.runs.stuck",
                null,
                "Runs of all nodes that get no further, up to 100",
                (figures, now) -> figures.stuckRuns());
        stored(
                registry,
                "durable.lease.remaining",
                "seconds",
                "How long the lease of this node is still valid",
                StoreFigures::leaseRemaining);
        QueueGauges queues = new QueueGauges(registry, reading, insight.taskQueues());
        reading.onRead(figures -> queues.show(figures.queues()));
    }

    private void stored(
            MeterRegistry registry,
            String name,
            @Nullable String unit,
            String description,
            StoreReading.Figure figure) {
        Gauge.builder(name, reading, read -> read.value(figure))
                .description(description)
                .baseUnit(unit)
                .register(registry);
    }

    @Override
    public void close() {
        reading.close();
    }
}
