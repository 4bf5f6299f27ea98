package dev.durable.schedule;

import dev.durable.activity.RetryOptions;
import dev.durable.history.SearchAttributesJson;
import dev.durable.payload.StoredJson;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Writes one schedule. What is empty or the default is left out. Not thread-safe. */
final class ScheduleWriter {

    private final JsonGenerator generator;

    ScheduleWriter(JsonGenerator generator) {
        this.generator = generator;
    }

    void write(Schedule schedule) {
        generator.writeStartObject();
        property("action", () -> write(schedule.action()));
        property("spec", () -> write(schedule.spec()));
        property("policy", () -> write(schedule.policy()));
        property("state", () -> write(schedule.state()));
        generator.writeEndObject();
    }

    private void write(ScheduleAction action) {
        generator.writeStringProperty("workflowType", action.workflowType());
        text("workflowId", action.workflowId());
        text("taskQueue", action.taskQueue());
        StoredJson.writePayloads(generator, "input", action.input());
        if (action.scheduledStart() != ScheduleAction.NO_SCHEDULED_START) {
            generator.writeNumberProperty("scheduledStart", action.scheduledStart());
        }
        write(action.options());
    }

    private void write(ScheduledRunOptions options) {
        duration("executionTimeout", options.executionTimeout());
        duration("runTimeout", options.runTimeout());
        RetryOptions retry = options.retry();
        if (retry != null) {
            property("retry", () -> write(retry));
        }
        if (!options.searchAttributes().isEmpty()) {
            generator.writeName("searchAttributes");
            SearchAttributesJson.write(generator, options.searchAttributes());
        }
    }

    private void write(RetryOptions retry) {
        duration("initialInterval", retry.initialInterval());
        if (retry.backoffCoefficient() != null) {
            generator.writeNumberProperty("backoffCoefficient", retry.backoffCoefficient());
        }
        duration("maximumInterval", retry.maximumInterval());
        if (retry.maximumAttempts() != null) {
            generator.writeNumberProperty("maximumAttempts", retry.maximumAttempts());
        }
        List<String> types = retry.nonRetryableTypes();
        if (types != null) {
            generator.writeName("nonRetryableTypes");
            generator.writeStartArray();
            types.forEach(generator::writeString);
            generator.writeEndArray();
        }
    }

    private void write(ScheduleSpec spec) {
        array("cron", spec.cronExpressions(), generator::writeString);
        array("calendars", spec.calendars(), this::write);
        array("intervals", spec.intervals(), this::write);
        array("skip", spec.skip(), this::write);
        time("startAt", spec.startAt());
        time("endAt", spec.endAt());
        duration("jitter", spec.jitter());
        generator.writeStringProperty("zone", spec.zone().getId());
    }

    private void write(ScheduleCalendar calendar) {
        generator.writeStartObject();
        ranges("seconds", calendar.seconds());
        ranges("minutes", calendar.minutes());
        ranges("hours", calendar.hours());
        ranges("daysOfMonth", calendar.daysOfMonth());
        ranges("months", calendar.months());
        ranges("years", calendar.years());
        ranges("daysOfWeek", calendar.daysOfWeek());
        text("comment", calendar.comment());
        generator.writeEndObject();
    }

    private void write(ScheduleInterval interval) {
        generator.writeStartObject();
        duration("every", interval.every());
        duration("offset", interval.offset());
        generator.writeEndObject();
    }

    private void write(SchedulePolicy policy) {
        generator.writeStringProperty("overlap", policy.overlap().name());
        duration("catchUpWindow", policy.catchUpWindow());
        flag("pauseOnFailure", policy.pauseOnFailure());
    }

    private void write(ScheduleState state) {
        flag("paused", state.paused());
        text("note", state.note());
        Integer remaining = state.remainingActions();
        if (remaining != null) {
            generator.writeNumberProperty("remainingActions", remaining);
        }
    }

    private void property(String name, Runnable content) {
        generator.writeName(name);
        generator.writeStartObject();
        content.run();
        generator.writeEndObject();
    }

    private <T> void array(String name, List<T> elements, Consumer<T> writer) {
        if (!elements.isEmpty()) {
            generator.writeName(name);
            generator.writeStartArray();
            elements.forEach(writer);
            generator.writeEndArray();
        }
    }

    private void ranges(String name, List<ScheduleRange> ranges) {
        text(name, ranges.stream().map(ScheduleRange::toString).collect(Collectors.joining(",")));
    }

    private void text(String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            generator.writeStringProperty(name, value);
        }
    }

    private void time(String name, @Nullable Instant value) {
        if (value != null) {
            generator.writeStringProperty(name, value.toString());
        }
    }

    private void duration(String name, @Nullable Duration value) {
        if (value != null && !value.isZero()) {
            generator.writeStringProperty(name, value.toString());
        }
    }

    private void flag(String name, boolean value) {
        if (value) {
            generator.writeBooleanProperty(name, true);
        }
    }
}
