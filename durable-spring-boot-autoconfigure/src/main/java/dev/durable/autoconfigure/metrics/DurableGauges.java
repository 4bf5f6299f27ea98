package dev.durable.autoconfigure.metrics;

import dev.durable.engine.EngineInsight;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;

/** What a node has, and what waits for it on the queues that it hosts. */
final class DurableGauges implements MeterBinder {

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
        Gauge.builder("durable.runs.stuck", reading, StoreReading::stuckRuns)
                .description("Runs of all nodes that get no further, up to 100")
                .register(registry);
        Gauge.builder("durable.lease.remaining", reading, StoreReading::leaseRemaining)
                .description("How long the lease of this node is still valid")
                .baseUnit("seconds")
                .register(registry);
        for (String queue : insight.taskQueues()) {
            Tags tags = Tags.of("task.queue", queue);
            Gauge.builder("durable.queue.depth", reading, read -> read.depth(queue))
                    .description("Runs that are due on the queue and that no node has taken")
                    .tags(tags)
                    .register(registry);
            Gauge.builder("durable.queue.age", reading, read -> read.age(queue))
                    .description("How long the oldest of them has been due")
                    .baseUnit("seconds")
                    .tags(tags)
                    .register(registry);
        }
    }
}
