package dev.durable.engine.schedule;

import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.payload.FailureInfo;
import dev.durable.payload.JsonTextReader;
import dev.durable.payload.Payload;
import dev.durable.payload.PayloadException;
import dev.durable.payload.StoredJson;
import dev.durable.schedule.OverlapPolicy;
import dev.durable.schedule.ScheduleBackfill;
import dev.durable.schedule.ScheduleCounts;
import java.io.StringWriter;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;

/** The progress of schedules as compact JSON; what is empty is left out. */
final class ProgressJson {

    private ProgressJson() {}

    static String write(ScheduleProgress progress) {
        StringWriter text = new StringWriter(512);
        try (JsonGenerator generator = StoredJson.generator(text)) {
            generator.writeStartObject();
            time(generator, "createdAt", progress.createdAt());
            time(generator, "updatedAt", progress.updatedAt());
            time(generator, "actedUntil", progress.actedUntil());
            array(generator, "running", progress.running(), action -> write(generator, action));
            array(generator, "recent", progress.recent(), action -> write(generator, action));
            array(generator, "waiting", progress.waiting(), action -> write(generator, action));
            array(generator, "backfills", progress.backfills(), backfill -> write(generator, backfill));
            write(generator, progress.counts());
            writeLast(generator, progress);
            generator.writeEndObject();
        }
        return text.toString();
    }

    private static void writeLast(JsonGenerator generator, ScheduleProgress progress) {
        Payload result = progress.lastResult();
        if (result != null) {
            generator.writeName("lastResult");
            StoredJson.writePayload(generator, result);
        }
        FailureInfo failure = progress.lastFailure();
        if (failure != null) {
            generator.writeName("lastFailure");
            StoredJson.writeFailure(generator, failure);
        }
    }

    private static void write(JsonGenerator generator, TakenAction action) {
        generator.writeStartObject();
        time(generator, "scheduledAt", action.scheduledAt());
        time(generator, "startedAt", action.startedAt());
        generator.writeStringProperty("workflowId", action.workflowId());
        generator.writeStringProperty("runId", action.runId().toString());
        flag(generator, "overlapping", action.overlapping());
        flag(generator, "stopRequested", action.stopRequested());
        generator.writeEndObject();
    }

    private static void write(JsonGenerator generator, WaitingAction action) {
        generator.writeStartObject();
        time(generator, "scheduledAt", action.scheduledAt());
        overlap(generator, action.overlap());
        flag(generator, "manual", action.manual());
        generator.writeEndObject();
    }

    private static void write(JsonGenerator generator, ScheduleBackfill backfill) {
        generator.writeStartObject();
        time(generator, "from", backfill.from());
        time(generator, "to", backfill.to());
        overlap(generator, backfill.overlap());
        generator.writeEndObject();
    }

    private static void write(JsonGenerator generator, ScheduleCounts counts) {
        generator.writeName("counts");
        generator.writeStartObject();
        generator.writeNumberProperty("actions", counts.actions());
        generator.writeNumberProperty("missed", counts.missed());
        generator.writeNumberProperty("skipped", counts.skipped());
        generator.writeNumberProperty("dropped", counts.dropped());
        generator.writeEndObject();
    }

    private static void time(JsonGenerator generator, String name, Instant time) {
        generator.writeStringProperty(name, time.toString());
    }

    private static void overlap(JsonGenerator generator, @Nullable OverlapPolicy overlap) {
        if (overlap != null) {
            generator.writeStringProperty("overlap", overlap.name());
        }
    }

    private static void flag(JsonGenerator generator, String name, boolean value) {
        if (value) {
            generator.writeBooleanProperty(name, true);
        }
    }

    private static <T> void array(JsonGenerator generator, String name, List<T> elements, Consumer<T> writer) {
        if (!elements.isEmpty()) {
            generator.writeName(name);
            generator.writeStartArray();
            elements.forEach(writer);
            generator.writeEndArray();
        }
    }

    /** @throws PayloadException if it cannot be read */
    static ScheduleProgress read(String json) {
        try (JsonTextReader reader = new JsonTextReader(json)) {
            return progress(reader);
        } catch (JacksonException | IllegalArgumentException | DateTimeException | DurableException e) {
            throw new PayloadException(
                    ErrorCode.PAYLOAD_NOT_DECODABLE,
                    "The progress of a schedule cannot be read: " + e.getMessage() + ".",
                    e);
        }
    }

    private static ScheduleProgress progress(JsonTextReader reader) {
        Instant createdAt = Instant.EPOCH;
        Instant updatedAt = Instant.EPOCH;
        Instant actedUntil = Instant.EPOCH;
        List<TakenAction> running = List.of();
        List<TakenAction> recent = List.of();
        List<WaitingAction> waiting = List.of();
        List<ScheduleBackfill> backfills = List.of();
        ScheduleCounts counts = ScheduleCounts.NONE;
        @Nullable Payload lastResult = null;
        @Nullable FailureInfo lastFailure = null;
        for (String name = reader.firstName(); name != null; name = reader.nextName()) {
            switch (name) {
                case "createdAt" -> createdAt = Instant.parse(reader.readText());
                case "updatedAt" -> updatedAt = Instant.parse(reader.readText());
                case "actedUntil" -> actedUntil = Instant.parse(reader.readText());
                case "running" -> running = reader.readArray(() -> taken(reader));
                case "recent" -> recent = reader.readArray(() -> taken(reader));
                case "waiting" -> waiting = reader.readArray(() -> waiting(reader));
                case "backfills" -> backfills = reader.readArray(() -> backfill(reader));
                case "counts" -> counts = counts(reader);
                case "lastResult" -> lastResult = StoredJson.readPayload(reader);
                case "lastFailure" -> lastFailure = StoredJson.readFailure(reader);
                default -> reader.skip();
            }
        }
        return new ScheduleProgress(
                createdAt, updatedAt, actedUntil, running, recent, waiting, backfills, counts, lastResult, lastFailure);
    }

    private static TakenAction taken(JsonTextReader reader) {
        Instant scheduledAt = Instant.EPOCH;
        Instant startedAt = Instant.EPOCH;
        String workflowId = "";
        String runId = "";
        boolean overlapping = false;
        boolean stopRequested = false;
        for (String name = reader.firstName(); name != null; name = reader.nextName()) {
            switch (name) {
                case "scheduledAt" -> scheduledAt = Instant.parse(reader.readText());
                case "startedAt" -> startedAt = Instant.parse(reader.readText());
                case "workflowId" -> workflowId = reader.readText();
                case "runId" -> runId = reader.readText();
                case "overlapping" -> overlapping = reader.readBoolean();
                case "stopRequested" -> stopRequested = reader.readBoolean();
                default -> reader.skip();
            }
        }
        return new TakenAction(scheduledAt, startedAt, workflowId, UUID.fromString(runId), overlapping, stopRequested);
    }

    private static WaitingAction waiting(JsonTextReader reader) {
        Instant scheduledAt = Instant.EPOCH;
        @Nullable OverlapPolicy overlap = null;
        boolean manual = false;
        for (String name = reader.firstName(); name != null; name = reader.nextName()) {
            switch (name) {
                case "scheduledAt" -> scheduledAt = Instant.parse(reader.readText());
                case "overlap" -> overlap = OverlapPolicy.valueOf(reader.readText());
                case "manual" -> manual = reader.readBoolean();
                default -> reader.skip();
            }
        }
        return new WaitingAction(scheduledAt, overlap, manual);
    }

    private static ScheduleBackfill backfill(JsonTextReader reader) {
        Instant from = Instant.EPOCH;
        Instant to = Instant.EPOCH;
        @Nullable OverlapPolicy overlap = null;
        for (String name = reader.firstName(); name != null; name = reader.nextName()) {
            switch (name) {
                case "from" -> from = Instant.parse(reader.readText());
                case "to" -> to = Instant.parse(reader.readText());
                case "overlap" -> overlap = OverlapPolicy.valueOf(reader.readText());
                default -> reader.skip();
            }
        }
        return new ScheduleBackfill(from, to, overlap);
    }

    private static ScheduleCounts counts(JsonTextReader reader) {
        long actions = 0;
        long missed = 0;
        long skipped = 0;
        long dropped = 0;
        for (String name = reader.firstName(); name != null; name = reader.nextName()) {
            switch (name) {
                case "actions" -> actions = Long.parseLong(reader.readText());
                case "missed" -> missed = Long.parseLong(reader.readText());
                case "skipped" -> skipped = Long.parseLong(reader.readText());
                case "dropped" -> dropped = Long.parseLong(reader.readText());
                default -> reader.skip();
            }
        }
        return new ScheduleCounts(actions, missed, skipped, dropped);
    }
}
