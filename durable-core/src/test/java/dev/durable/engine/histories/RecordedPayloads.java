package dev.durable.engine.histories;

import dev.durable.activity.ActivityOptions;
import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.workflow.WorkflowContext;
import java.math.BigDecimal;
import java.net.URI;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Takes values of many types apart that came from the start, from activities and with signals, and passes them on. */
@Workflow
class RecordedPayloads {

    private final WorkflowContext workflow;
    private @Nullable Map<DayOfWeek, List<Duration>> hours;

    RecordedPayloads(WorkflowContext workflow) {
        this.workflow = workflow;
    }

    @WorkflowMethod
    Map<String, Optional<Item>> run(Item item, byte[] data, @Nullable Long nothing, Optional<Instant> due) {
        Item copy = workflow.activity("Echo.echo", Item.class, ActivityOptions.NONE, item);
        byte[] bytes = workflow.activity("Echo.bytes", byte[].class, ActivityOptions.NONE, (Object) data);
        workflow.await(() -> hours != null);
        Map<DayOfWeek, List<Duration>> sorted = new EnumMap<>(hours);
        ActivityOptions options =
                ActivityOptions.NONE.withSummary(HexFormat.of().formatHex(bytes));
        workflow.activity("Echo.echo", Item.class, options, copy, sorted, nothing, due, due.map(this::dates));
        return Map.of("same", Optional.of(copy).filter(item::equals));
    }

    @SignalMethod
    void open(Map<DayOfWeek, List<Duration>> openingHours) {
        hours = openingHours;
    }

    private List<Object> dates(Instant instant) {
        ZonedDateTime inUtc = instant.atZone(ZoneOffset.UTC);
        LocalDateTime local = inUtc.toLocalDateTime();
        return List.of(inUtc, local, local.toLocalTime(), inUtc.toOffsetDateTime(), instant);
    }

    record Item(
            String name,
            long count,
            double weight,
            BigDecimal price,
            boolean fragile,
            char size,
            UUID id,
            URI link,
            LocalDate packed,
            Optional<String> note,
            List<Item> parts) {}
}
