package dev.durable.schedule;

import dev.durable.activity.RetryOptions;
import dev.durable.history.SearchAttributesJson;
import dev.durable.payload.JsonTextReader;
import dev.durable.payload.Payload;
import dev.durable.payload.StoredJson;
import dev.durable.search.SearchAttributes;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads one schedule as {@link ScheduleWriter} wrote it; properties that it does not know are passed over. Not thread-safe. */
final class ScheduleReader {

    private final JsonTextReader reader;

    ScheduleReader(JsonTextReader reader) {
        this.reader = reader;
    }

    Schedule read() {
        ScheduleAction action = null;
        ScheduleSpec spec = ScheduleSpec.NEVER;
        SchedulePolicy policy = SchedulePolicy.DEFAULT;
        ScheduleState state = ScheduleState.ACTIVE;
        for (String name = reader.firstName(); name != null; name = reader.nextName()) {
            switch (name) {
                case "action" -> action = action();
                case "spec" -> spec = spec();
                case "policy" -> policy = policy();
                case "state" -> state = state();
                default -> reader.skip();
            }
        }
        if (action == null) {
            throw new IllegalArgumentException("there is no action");
        }
        return new Schedule(action, spec, policy, state);
    }

    private ScheduleAction action() {
        String workflowType = "";
        @Nullable String workflowId = null;
        @Nullable String taskQueue = null;
        List<Payload> input = List.of();
        int scheduledStart = ScheduleAction.NO_SCHEDULED_START;
        @Nullable Duration executionTimeout = null;
        @Nullable Duration runTimeout = null;
        @Nullable RetryOptions retry = null;
        SearchAttributes searchAttributes = SearchAttributes.EMPTY;
        for (String name = reader.firstName(); name != null; name = reader.nextName()) {
            switch (name) {
                case "workflowType" -> workflowType = reader.readText();
                case "workflowId" -> workflowId = reader.readString();
                case "taskQueue" -> taskQueue = reader.readString();
                case "input" -> input = StoredJson.readPayloads(reader);
                case "scheduledStart" -> scheduledStart = reader.readInt();
                case "executionTimeout" -> executionTimeout = duration();
                case "runTimeout" -> runTimeout = duration();
                case "retry" -> retry = retry();
                case "searchAttributes" -> searchAttributes = SearchAttributesJson.read(reader);
                default -> reader.skip();
            }
        }
        ScheduledRunOptions options = new ScheduledRunOptions(executionTimeout, runTimeout, retry, searchAttributes);
        return new ScheduleAction(workflowType, workflowId, taskQueue, input, scheduledStart, options);
    }

    private RetryOptions retry() {
        @Nullable Duration initialInterval = null;
        @Nullable Double backoffCoefficient = null;
        @Nullable Duration maximumInterval = null;
        @Nullable Integer maximumAttempts = null;
        @Nullable List<String> nonRetryableTypes = null;
        for (String name = reader.firstName(); name != null; name = reader.nextName()) {
            switch (name) {
                case "initialInterval" -> initialInterval = duration();
                case "backoffCoefficient" -> backoffCoefficient = reader.readDouble();
                case "maximumInterval" -> maximumInterval = duration();
                case "maximumAttempts" -> maximumAttempts = reader.readInt();
                case "nonRetryableTypes" -> nonRetryableTypes = reader.readArray(reader::readText);
                default -> reader.skip();
            }
        }
        return new RetryOptions(
                initialInterval, backoffCoefficient, maximumInterval, maximumAttempts, nonRetryableTypes);
    }

    private ScheduleSpec spec() {
        List<String> cron = List.of();
        List<ScheduleCalendar> calendars = List.of();
        List<ScheduleInterval> intervals = List.of();
        List<ScheduleCalendar> skip = List.of();
        @Nullable Instant startAt = null;
        @Nullable Instant endAt = null;
        Duration jitter = Duration.ZERO;
        ZoneId zone = ScheduleSpec.NEVER.zone();
        for (String name = reader.firstName(); name != null; name = reader.nextName()) {
            switch (name) {
                case "cron" -> cron = reader.readArray(reader::readText);
                case "calendars" -> calendars = reader.readArray(this::calendar);
                case "intervals" -> intervals = reader.readArray(this::interval);
                case "skip" -> skip = reader.readArray(this::calendar);
                case "startAt" -> startAt = Instant.parse(reader.readText());
                case "endAt" -> endAt = Instant.parse(reader.readText());
                case "jitter" -> jitter = duration();
                case "zone" -> zone = ZoneId.of(reader.readText());
                default -> reader.skip();
            }
        }
        return new ScheduleSpec(calendars, intervals, cron, skip, startAt, endAt, jitter, zone);
    }

    private ScheduleCalendar calendar() {
        ScheduleCalendar calendar = ScheduleCalendar.MIDNIGHT;
        for (String name = reader.firstName(); name != null; name = reader.nextName()) {
            calendar = switch (name) {
                case "seconds" -> calendar.withSeconds(ranges());
                case "minutes" -> calendar.withMinutes(ranges());
                case "hours" -> calendar.withHours(ranges());
                case "daysOfMonth" -> calendar.withDaysOfMonth(ranges());
                case "months" -> calendar.withMonths(ranges());
                case "years" -> calendar.withYears(ranges());
                case "daysOfWeek" -> calendar.withDaysOfWeek(ranges());
                case "comment" -> calendar.withComment(reader.readText());
                default -> skipped(calendar);
            };
        }
        return calendar;
    }

    private ScheduleInterval interval() {
        Duration every = Duration.ZERO;
        Duration offset = Duration.ZERO;
        for (String name = reader.firstName(); name != null; name = reader.nextName()) {
            switch (name) {
                case "every" -> every = duration();
                case "offset" -> offset = duration();
                default -> reader.skip();
            }
        }
        return new ScheduleInterval(every, offset);
    }

    private SchedulePolicy policy() {
        SchedulePolicy policy = SchedulePolicy.DEFAULT;
        for (String name = reader.firstName(); name != null; name = reader.nextName()) {
            policy = switch (name) {
                case "overlap" -> policy.withOverlap(OverlapPolicy.valueOf(reader.readText()));
                case "catchUpWindow" -> policy.withCatchUpWindow(duration());
                case "pauseOnFailure" -> policy.withPauseOnFailure(reader.readBoolean());
                default -> skipped(policy);
            };
        }
        return policy;
    }

    private ScheduleState state() {
        boolean paused = false;
        String note = "";
        @Nullable Integer remaining = null;
        for (String name = reader.firstName(); name != null; name = reader.nextName()) {
            switch (name) {
                case "paused" -> paused = reader.readBoolean();
                case "note" -> note = reader.readText();
                case "remainingActions" -> remaining = reader.readInt();
                default -> reader.skip();
            }
        }
        return new ScheduleState(paused, note, remaining);
    }

    private Duration duration() {
        return Duration.parse(reader.readText());
    }

    private ScheduleRange[] ranges() {
        return Stream.of(reader.readText().split(",", -1))
                .map(ScheduleRange::parse)
                .toArray(ScheduleRange[]::new);
    }

    private <T> T skipped(T unchanged) {
        reader.skip();
        return unchanged;
    }
}
