package dev.durable.engine.schedule;

import dev.durable.schedule.ScheduleCalendar;
import dev.durable.schedule.ScheduleInterval;
import dev.durable.schedule.ScheduleSpec;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The times of one schedule, one after the other, to the second. Immutable. */
final class ScheduleTimes {

    /** Here all schedules end. */
    static final Instant HORIZON =
            LocalDateTime.of(ScheduleCalendar.LAST_YEAR, 12, 31, 23, 59, 59).toInstant(ZoneOffset.UTC);

    /** So many stretches of skipped times in succession, and a schedule is taken to have no further ones: a search must end. */
    private static final int MOST_SKIPPED = 100_000;

    private final List<ZonedCalendar> calendars;
    private final List<ScheduleInterval> intervals;
    private final List<ZonedCalendar> skipped;
    private final @Nullable Instant startAt;
    private final Instant end;
    private final Jitter jitter;

    ScheduleTimes(String scheduleId, ScheduleSpec spec) {
        calendars = spec.allCalendars().stream()
                .map(calendar -> new ZonedCalendar(calendar, spec.zone()))
                .toList();
        intervals = spec.allIntervals();
        skipped = spec.skip().stream()
                .map(calendar -> new ZonedCalendar(calendar, spec.zone()))
                .toList();
        startAt = spec.startAt();
        end = end(spec.endAt());
        jitter = new Jitter(scheduleId, spec.jitter());
    }

    private static Instant end(@Nullable Instant endAt) {
        return endAt == null || endAt.isAfter(HORIZON)
                ? HORIZON
                : endAt.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
    }

    /** The first time whose nominal time is after the given one; null if there is none. */
    @Nullable
    ActionTime next(Instant after) {
        Instant nominal = nextNominal(after);
        if (nominal == null) {
            return null;
        }
        if (jitter.isNone()) {
            return new ActionTime(nominal, nominal);
        }
        Instant following = nextNominal(nominal);
        return new ActionTime(nominal, jitter.delay(nominal, following == null ? HORIZON : following));
    }

    /**
     * The last nominal time, not before the given one, whose turn has come by now: what follows it is due later.
     */
    Instant lastPassed(Instant atLeast, Instant now) {
        Instant certain = now.minus(jitter.longest());
        Instant passed = certain.isAfter(atLeast) ? certain : atLeast;
        for (ActionTime next = next(passed); next != null && !next.due().isAfter(now); next = next(passed)) {
            passed = next.nominal();
        }
        return passed;
    }

    private @Nullable Instant nextNominal(Instant after) {
        Instant start = startAt;
        Instant from = start != null && start.isAfter(after)
                ? ceiling(start)
                : floor(after).plusSeconds(1);
        from = from.isBefore(Instant.EPOCH) ? Instant.EPOCH : from;
        for (int i = 0; i < MOST_SKIPPED; i++) {
            Instant candidate = firstOfAll(from);
            if (candidate == null) {
                return null;
            }
            Instant resume = endOfSkip(candidate);
            if (resume == null) {
                return candidate;
            }
            from = resume;
        }
        return null;
    }

    /** Until when the time and those after it are skipped; null if the time is not skipped. */
    private @Nullable Instant endOfSkip(Instant candidate) {
        Instant resume = null;
        for (ZonedCalendar calendar : skipped) {
            if (calendar.matches(candidate)) {
                Instant endOfMatch = calendar.endOfMatch(candidate);
                resume = resume == null || endOfMatch.isAfter(resume) ? endOfMatch : resume;
            }
        }
        return resume;
    }

    private @Nullable Instant firstOfAll(Instant from) {
        Instant earliest = end;
        for (ZonedCalendar calendar : calendars) {
            Instant first = calendar.first(from, earliest);
            earliest = first != null ? first : earliest;
        }
        for (ScheduleInterval interval : intervals) {
            Instant first = first(interval, from);
            earliest = first.isBefore(earliest) ? first : earliest;
        }
        return earliest.isBefore(end) ? earliest : null;
    }

    private static Instant first(ScheduleInterval interval, Instant from) {
        long every = interval.every().toSeconds();
        long sinceTime = Math.floorMod(from.getEpochSecond() - interval.offset().toSeconds(), every);
        return sinceTime == 0 ? from : from.plusSeconds(every - sinceTime);
    }

    private static Instant floor(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS);
    }

    private static Instant ceiling(Instant time) {
        Instant floor = floor(time);
        return floor.equals(time) ? floor : floor.plusSeconds(1);
    }
}
