package dev.durable.engine.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.engine.testing.Seeds;
import dev.durable.schedule.ScheduleCalendar;
import dev.durable.schedule.ScheduleInterval;
import dev.durable.schedule.ScheduleRange;
import dev.durable.schedule.ScheduleSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.IntSupplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Compares the times of random specs, around changes of the clocks and across ordinary days, with those that a look at each single
 * minute finds.
 */
class RandomScheduleTimesTests {

    private static final List<ZoneId> ZONES = List.of(
            ZoneOffset.UTC,
            ZoneId.of("Europe/Berlin"),
            ZoneId.of("America/New_York"),
            ZoneId.of("America/Sao_Paulo"),
            ZoneId.of("Australia/Lord_Howe"),
            ZoneId.of("Asia/Kathmandu"),
            ZoneId.of("Pacific/Apia"),
            ZoneId.of("America/St_Johns"),
            ZoneId.of("Africa/Casablanca"));

    static LongStream seeds() {
        return Seeds.first(300);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyMinuteThatFitsIsFoundAndNoOther(long seed) {
        Random random = new Random(seed);
        ZoneId zone = ZONES.get(random.nextInt(ZONES.size()));
        Instant from = beginning(random, zone);
        Instant to = from.plus(Duration.ofDays(1 + random.nextInt(5)));
        ScheduleSpec spec = spec(random, zone, from, to);

        assertThat(found(spec, from, to)).as("seed %s: %s", seed, spec).isEqualTo(expected(spec, from, to));
    }

    /** Mostly some hours before a change of the clocks, if the zone has any. */
    private static Instant beginning(Random random, ZoneId zone) {
        Instant time = Instant.parse("2009-01-01T00:00:00Z").plus(Duration.ofHours(random.nextInt(24 * 365 * 40)));
        var change = zone.getRules().nextTransition(time);
        return change == null || random.nextInt(4) == 0
                ? time
                : change.getInstant()
                        .minus(Duration.ofHours(random.nextInt(30)))
                        .truncatedTo(ChronoUnit.HOURS);
    }

    private static ScheduleSpec spec(Random random, ZoneId zone, Instant from, Instant to) {
        ScheduleSpec spec = ScheduleSpec.NEVER.withZone(zone);
        for (int i = random.nextInt(3); i >= 0; i--) {
            spec = spec.withCalendar(calendar(random));
        }
        if (random.nextInt(3) == 0) {
            int minutes = 7 + random.nextInt(500);
            spec = spec.withInterval(
                    new ScheduleInterval(Duration.ofMinutes(minutes), Duration.ofMinutes(random.nextInt(minutes))));
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            spec = spec.withSkip(random.nextBoolean() ? calendar(random) : wide(random));
        }
        if (random.nextInt(5) == 0) {
            spec = spec.withStartAt(from.plus(Duration.ofMinutes(random.nextInt(1000))));
        }
        if (random.nextInt(5) == 0) {
            spec = spec.withEndAt(to.minus(Duration.ofMinutes(random.nextInt(300))));
        }
        return spec;
    }

    private static ScheduleCalendar calendar(Random random) {
        ScheduleCalendar calendar = ScheduleCalendar.MIDNIGHT
                .withMinutes(ranges(random, 0, 59, 2))
                .withHours(random.nextInt(3) == 0 ? all(0, 23) : ranges(random, 0, 23, 3));
        if (random.nextInt(4) == 0) {
            calendar = calendar.withDaysOfMonth(ranges(random, 1, 31, 4));
        }
        if (random.nextInt(4) == 0) {
            calendar = calendar.withDaysOfWeek(ranges(random, 0, 7, 3));
        }
        return calendar;
    }

    private static ScheduleCalendar wide(Random random) {
        ScheduleCalendar calendar = ScheduleCalendar.EVERY_SECOND;
        return switch (random.nextInt(3)) {
            case 0 -> calendar.withMinutes(ranges(random, 0, 59, 2));
            case 1 -> calendar.withHours(ranges(random, 0, 23, 2));
            default -> calendar.withDaysOfWeek(ranges(random, 0, 7, 1));
        };
    }

    private static ScheduleRange[] all(int least, int most) {
        return new ScheduleRange[] {ScheduleRange.of(least, most)};
    }

    private static ScheduleRange[] ranges(Random random, int least, int most, int atMost) {
        IntSupplier value = () -> least + random.nextInt(most - least + 1);
        return IntStream.rangeClosed(0, random.nextInt(atMost))
                .mapToObj(i -> {
                    int start = value.getAsInt();
                    int end = random.nextBoolean() ? start : Math.max(start, value.getAsInt());
                    return ScheduleRange.of(start, end).withStep(1 + random.nextInt(7));
                })
                .toArray(ScheduleRange[]::new);
    }

    private static List<Instant> found(ScheduleSpec spec, Instant from, Instant to) {
        ScheduleTimes times = new ScheduleTimes("random", spec);
        List<Instant> found = new ArrayList<>();
        ActionTime time = times.next(from.minusSeconds(1));
        while (time != null && time.nominal().isBefore(to)) {
            found.add(time.nominal());
            time = times.next(time.nominal());
        }
        return found;
    }

    private static List<Instant> expected(ScheduleSpec spec, Instant from, Instant to) {
        TreeSet<Instant> times = new TreeSet<>();
        for (Instant time = from; time.isBefore(to); time = time.plus(Duration.ofMinutes(1))) {
            Instant minute = time;
            if (spec.intervals().stream().anyMatch(interval -> matches(interval, minute))) {
                times.add(time);
            }
        }
        for (ScheduleCalendar calendar : spec.calendars()) {
            times.addAll(instants(calendar, spec.zone(), from, to));
        }
        times.removeIf(time -> time.isBefore(from) || !time.isBefore(to));
        times.removeIf(time -> spec.startAt() != null && time.isBefore(spec.startAt()));
        times.removeIf(time -> spec.endAt() != null && time.isAfter(spec.endAt()));
        times.removeIf(time -> spec.skip().stream()
                .anyMatch(calendar -> matches(calendar, LocalDateTime.ofInstant(time, spec.zone()))));
        return List.copyOf(times);
    }

    /** Each local minute is what {@link ZonedDateTime} makes of it, and if it is there twice, perhaps the later one, too. */
    private static List<Instant> instants(ScheduleCalendar calendar, ZoneId zone, Instant from, Instant to) {
        List<Instant> instants = new ArrayList<>();
        LocalDateTime end = LocalDateTime.ofInstant(to, ZoneOffset.UTC).plusDays(2);
        boolean allHours = IntStream.range(0, 24).allMatch(hour -> contains(calendar.hours(), hour));
        for (LocalDateTime minute = LocalDateTime.ofInstant(from, ZoneOffset.UTC)
                        .minusDays(2)
                        .truncatedTo(ChronoUnit.MINUTES);
                minute.isBefore(end);
                minute = minute.plusMinutes(1)) {
            if (matches(calendar, minute)) {
                ZonedDateTime zoned = minute.atZone(zone);
                instants.add(zoned.toInstant());
                if (allHours) {
                    instants.add(zoned.withLaterOffsetAtOverlap().toInstant());
                }
            }
        }
        return instants;
    }

    private static boolean matches(ScheduleInterval interval, Instant time) {
        return Math.floorMod(
                        time.getEpochSecond() - interval.offset().toSeconds(),
                        interval.every().toSeconds())
                == 0;
    }

    private static boolean matches(ScheduleCalendar calendar, LocalDateTime time) {
        int day = time.getDayOfWeek().getValue();
        return contains(calendar.seconds(), time.getSecond())
                && contains(calendar.minutes(), time.getMinute())
                && contains(calendar.hours(), time.getHour())
                && (calendar.daysOfMonth().isEmpty() || contains(calendar.daysOfMonth(), time.getDayOfMonth()))
                && (calendar.daysOfWeek().isEmpty()
                        || contains(calendar.daysOfWeek(), day)
                        || (day == 7 && contains(calendar.daysOfWeek(), 0)));
    }

    private static boolean contains(List<ScheduleRange> ranges, int value) {
        return ranges.stream().anyMatch(range -> range.contains(value));
    }
}
