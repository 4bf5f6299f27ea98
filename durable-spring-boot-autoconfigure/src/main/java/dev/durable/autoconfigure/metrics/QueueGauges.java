package dev.durable.autoconfigure.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What waits on queues: on those that this node hosts, and on whichever others the database has something of. */
final class QueueGauges {

    private final StoreReading reading;
    private final Set<String> hosted;
    private final List<Row> rows;

    QueueGauges(MeterRegistry registry, StoreReading reading, Set<String> hosted) {
        this.reading = reading;
        this.hosted = hosted;
        this.rows = List.of(
                new Row(
                        MultiGauge.builder("durable.queue.depth")
                                .description("Runs that are due on the queue and that no node has taken")
                                .register(registry),
                        (figures, queue, now) -> figures.runs(queue)),
                new Row(
                        MultiGauge.builder("durable.queue.age")
                                .description("How long the oldest of the runs on the queue has been due")
                                .baseUnit("seconds")
                                .register(registry),
                        StoreFigures::ageOfRuns),
                new Row(
                        MultiGauge.builder("durable.activity.waiting")
                                .description("Activities that are due on the queue and that no node has claimed")
                                .register(registry),
                        (figures, queue, now) -> figures.activities(queue)),
                new Row(
                        MultiGauge.builder("durable.activity.waiting.age")
                                .description("How long the oldest of the activities on the queue has been due")
                                .baseUnit("seconds")
                                .register(registry),
                        StoreFigures::ageOfActivities));
        show(Set.of());
    }

    /** Shows these queues beside the hosted ones, and no longer those that were shown before. */
    void show(Set<String> found) {
        Set<String> queues = new TreeSet<>(hosted);
        queues.addAll(found);
        rows.forEach(row -> row.gauge()
                .register(queues.stream()
                        .<MultiGauge.Row<?>>map(queue -> MultiGauge.Row.of(
                                Tags.of("task.queue", queue),
                                reading,
                                read -> read.value(
                                        (figures, now) -> row.figure().of(figures, queue, now))))
                        .toList()));
    }

    private record Row(MultiGauge gauge, FigureOfQueue figure) {}

    @FunctionalInterface
    private interface FigureOfQueue {

        double of(StoreFigures figures, String queue, Instant now);
    }
}
