package dev.durable.engine.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.schedule.ScheduleCalendar;
import dev.durable.schedule.ScheduleInterval;
import dev.durable.schedule.ScheduleRange;
import dev.durable.schedule.ScheduleSpec;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.Month;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class ScheduleTimesTests {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Instant YEAR_2026 = Instant.parse("2026-01-01T00:00:00Z");

    @Nested
    class Calendars {

        @Test
        void haveTheirTimesInOrder() {
            assertThat(local(ScheduleSpec.cron("0,30 9-10 * * MON"), "2026-01-01T00:00", 5))
                    .containsExactly(
                            "2026-01-05T09:00",
                            "2026-01-05T09:30",
                            "2026-01-05T10:00",
                            "2026-01-05T10:30",
                            "2026-01-12T09:00");
        }

        @Test
        void passOverMonthsThatAreTooShort() {
            assertThat(local(ScheduleSpec.cron("0 0 31 * *"), "2026-01-31T00:00", 4))
                    .containsExactly("2026-03-31T00:00", "2026-05-31T00:00", "2026-07-31T00:00", "2026-08-31T00:00");
        }

        @Test
        void knowLeapYears() {
            assertThat(local(ScheduleSpec.cron("0 12 29 2 *"), "2095-01-01T00:00", 3))
                    .containsExactly("2096-02-29T12:00", "2104-02-29T12:00", "2108-02-29T12:00");
        }

        @Test
        void matchDayOfMonthAndDayOfWeekBoth() {
            assertThat(local(ScheduleSpec.cron("0 0 13 * FRI"), "2026-01-01T00:00", 3))
                    .containsExactly("2026-02-13T00:00", "2026-03-13T00:00", "2026-11-13T00:00");
        }

        @Test
        void takeSundayByBothNumbers() {
            assertThat(local(ScheduleSpec.cron("0 0 * * 0"), "2026-01-01T00:00", 3))
                    .isEqualTo(local(ScheduleSpec.cron("0 0 * * 7"), "2026-01-01T00:00", 3))
                    .isEqualTo(local(
                            ScheduleSpec.calendar(ScheduleCalendar.MIDNIGHT.withDaysOfWeek(DayOfWeek.SUNDAY)),
                            "2026-01-01T00:00",
                            3))
                    .startsWith("2026-01-04T00:00");
        }

        @Test
        void keepToTheirYears() {
            ScheduleSpec spec = ScheduleSpec.calendar(ScheduleCalendar.at(6, 0)
                    .withDaysOfMonth(1)
                    .withMonths(Month.JULY)
                    .withYears(2027, 2030));

            assertThat(local(spec, "2026-01-01T00:00", 10)).containsExactly("2027-07-01T06:00", "2030-07-01T06:00");
        }

        @Test
        void goToTheSecond() {
            ScheduleSpec spec =
                    ScheduleSpec.calendar(ScheduleCalendar.at(23, 59).withSeconds(58, 59));

            assertThat(local(spec, "2026-12-31T23:59:58", 2))
                    .containsExactly("2026-12-31T23:59:59", "2027-01-01T23:59:58");
        }

        @ParameterizedTest
        @ValueSource(strings = {"0 0 30 2 *", "0 0 31 4,6,9,11 *", "0 0 29 2 * 2027", "0 0 1 1 MON 2027"})
        void mayHaveNoTimesAtAll(String impossible) {
            assertThat(times(ScheduleSpec.cron(impossible)).next(YEAR_2026)).isNull();
            assertThat(times(ScheduleSpec.cron(impossible).withZone(BERLIN)).next(YEAR_2026))
                    .isNull();
        }

        @Test
        void endWithTheLastYear() {
            assertThat(local(ScheduleSpec.cron("@yearly"), "2198-06-01T00:00", 5))
                    .containsExactly("2199-01-01T00:00");
        }
    }

    @Nested
    class Intervals {

        @Test
        void countFromTheEpoch() {
            assertThat(local(ScheduleSpec.every(Duration.ofHours(6)), "2026-01-01T00:00", 3))
                    .containsExactly("2026-01-01T06:00", "2026-01-01T12:00", "2026-01-01T18:00");
        }

        @Test
        void mayBeOffset() {
            ScheduleSpec spec = ScheduleSpec.NEVER.withInterval(ScheduleInterval.parse("6h/5h"));

            assertThat(local(spec, "2026-01-01T05:00", 2)).containsExactly("2026-01-01T11:00", "2026-01-01T17:00");
        }

        @Test
        void knowNoTimeZone() {
            Instant change = Instant.parse("2026-03-29T01:00:00Z");
            ScheduleTimes times =
                    times(ScheduleSpec.every(Duration.ofMinutes(30)).withZone(BERLIN));

            assertThat(list(times, change.minusSeconds(1), 2))
                    .containsExactly(change, change.plus(Duration.ofMinutes(30)));
        }
    }

    @Nested
    class Specs {

        @Test
        void uniteTheirTimes() {
            ScheduleSpec spec = ScheduleSpec.cron("0 8 * * *")
                    .withCron("0 9 * * *")
                    .withCalendar(ScheduleCalendar.at(8, 30))
                    .withInterval(ScheduleInterval.every(Duration.ofHours(8)));

            assertThat(local(spec, "2026-01-01T07:00", 4))
                    .containsExactly("2026-01-01T08:00", "2026-01-01T08:30", "2026-01-01T09:00", "2026-01-01T16:00");
        }

        @Test
        void leaveOutWhatIsToBeSkipped() {
            ScheduleSpec spec = ScheduleSpec.cron("0 9 * * *")
                    .withSkip(ScheduleCalendar.EVERY_SECOND.withDaysOfWeek(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY))
                    .withSkip(ScheduleCalendar.EVERY_SECOND
                            .withMonths(Month.JANUARY)
                            .withDaysOfMonth(1));

            assertThat(local(spec, "2025-12-31T10:00", 3))
                    .containsExactly("2026-01-02T09:00", "2026-01-05T09:00", "2026-01-06T09:00");
        }

        @Test
        void skipOnlyWhatMatchesToTheSecond() {
            ScheduleSpec spec = ScheduleSpec.every(Duration.ofMinutes(20)).withSkip(ScheduleCalendar.at(9, 20));

            assertThat(local(spec, "2026-01-01T09:00", 2)).containsExactly("2026-01-01T09:40", "2026-01-01T10:00");
        }

        @Test
        void thatSkipEverythingHaveNoTimesAndSaySoSoon() {
            ScheduleSpec everySecond = ScheduleSpec.every(Duration.ofSeconds(1));

            assertThat(times(everySecond.withSkip(ScheduleCalendar.EVERY_SECOND))
                            .next(YEAR_2026))
                    .isNull();
            assertThat(times(everySecond
                                    .withSkip(ScheduleCalendar.EVERY_SECOND.withSeconds(ScheduleRange.of(0, 30)))
                                    .withSkip(ScheduleCalendar.EVERY_SECOND.withSeconds(ScheduleRange.of(31, 59))))
                            .next(YEAR_2026))
                    .isNull();
        }

        @Test
        void keepToStartAndEndInclusive() {
            ScheduleSpec spec = ScheduleSpec.every(Duration.ofHours(1))
                    .withStartAt(Instant.parse("2026-01-01T05:00:00Z"))
                    .withEndAt(Instant.parse("2026-01-01T07:00:00Z"));

            assertThat(local(spec, "2026-01-01T00:00", 9))
                    .containsExactly("2026-01-01T05:00", "2026-01-01T06:00", "2026-01-01T07:00");
        }

        @Test
        void startAtTheNextWholeSecond() {
            ScheduleSpec spec =
                    ScheduleSpec.every(Duration.ofSeconds(1)).withStartAt(Instant.parse("2026-01-01T05:00:00.5Z"));

            assertThat(local(spec, "2026-01-01T00:00", 1)).containsExactly("2026-01-01T05:00:01");
        }

        @Test
        void mayHaveNoTimes() {
            assertThat(times(ScheduleSpec.NEVER).next(YEAR_2026)).isNull();
        }

        @Test
        void askForTimesAfterAnyMoment() {
            assertThat(list(times(ScheduleSpec.cron("0 0 1 1 *")), Instant.MIN, 1))
                    .containsExactly(Instant.EPOCH);
            assertThat(times(ScheduleSpec.cron("* * * * *")).next(Instant.parse("3000-01-01T00:00:00Z")))
                    .isNull();
            assertThat(list(times(ScheduleSpec.every(Duration.ofSeconds(1))), YEAR_2026.plusMillis(999), 1))
                    .containsExactly(YEAR_2026.plusSeconds(1));
        }
    }

    /** In Berlin, 2:00 becomes 3:00 on 29 March 2026, and 3:00 becomes 2:00 on 25 October 2026. */
    @Nested
    class ChangesOfTheClocks {

        @Test
        void putOffATimeThatDoesNotExistByTheLengthOfTheGap() {
            assertThat(zoned("30 2 * * *", "2026-03-28T00:00:00Z", 3))
                    .containsExactly("2026-03-28T02:30+01:00", "2026-03-29T03:30+02:00", "2026-03-30T02:30+02:00");
            assertThat(zoned("0 2 * * *", "2026-03-28T02:00:00Z", 1)).containsExactly("2026-03-29T03:00+02:00");
        }

        @Test
        void doNotDoubleATimeThatOneIsPutOffTo() {
            assertThat(zoned("30 2,3 * * *", "2026-03-29T00:00:00Z", 2))
                    .containsExactly("2026-03-29T03:30+02:00", "2026-03-30T02:30+02:00");
        }

        @Test
        void keepTheOrderOfTimesThatArePutOff() {
            assertThat(zoned("15,45 2-3 * * *", "2026-03-29T00:00:00Z", 3))
                    .containsExactly("2026-03-29T03:15+02:00", "2026-03-29T03:45+02:00", "2026-03-30T02:15+02:00");
            assertThat(zoned("45 2 * * *", "2026-03-29T01:30:00Z", 1)).containsExactly("2026-03-29T03:45+02:00");
            assertThat(zoned("15 2 * * *", "2026-03-29T01:30:00Z", 1)).containsExactly("2026-03-30T02:15+02:00");
        }

        @Test
        void doNotRepeatATimeThatExistsTwice() {
            assertThat(zoned("30 2 * * *", "2026-10-24T12:00:00Z", 2))
                    .containsExactly("2026-10-25T02:30+02:00", "2026-10-26T02:30+01:00");
            assertThat(zoned("0 2-4 * * *", "2026-10-24T12:00:00Z", 3))
                    .containsExactly("2026-10-25T02:00+02:00", "2026-10-25T03:00+01:00", "2026-10-25T04:00+01:00");
        }

        @Test
        void makeNoDifferenceToWhatIsDoneEachHour() {
            assertThat(zoned("30 * * * *", "2026-10-24T23:00:00Z", 4))
                    .containsExactly(
                            "2026-10-25T01:30+02:00",
                            "2026-10-25T02:30+02:00",
                            "2026-10-25T02:30+01:00",
                            "2026-10-25T03:30+01:00");
            assertThat(zoned("30 * * * *", "2026-03-29T00:00:00Z", 3))
                    .containsExactly("2026-03-29T01:30+01:00", "2026-03-29T03:30+02:00", "2026-03-29T04:30+02:00");
        }

        @Test
        void mayTakeAWholeDay() {
            ScheduleSpec spec = ScheduleSpec.cron("0 12 * * *").withZone(ZoneId.of("Pacific/Apia"));

            assertThat(list(times(spec), Instant.parse("2011-12-29T12:00:00Z"), 3))
                    .containsExactly(
                            Instant.parse("2011-12-29T22:00:00Z"),
                            Instant.parse("2011-12-30T22:00:00Z"),
                            Instant.parse("2011-12-31T22:00:00Z"));
        }

        private List<String> zoned(String cron, String after, int count) {
            return list(times(ScheduleSpec.cron(cron).withZone(BERLIN)), Instant.parse(after), count).stream()
                    .map(time -> time.atZone(BERLIN).toOffsetDateTime().toString())
                    .toList();
        }
    }

    @Nested
    class Jittered {

        private final ScheduleSpec hourly =
                ScheduleSpec.every(Duration.ofHours(1)).withJitter(Duration.ofMinutes(20));

        @Test
        void actionsAreLaterByUpToTheJitter() {
            Set<Duration> delays = new TreeSet<>();
            ScheduleTimes times = times(hourly);
            ActionTime time = times.next(YEAR_2026);
            for (int i = 0; i < 1000; i++) {
                delays.add(Duration.between(time.nominal(), time.due()));
                time = times.next(time.nominal());
            }

            assertThat(delays)
                    .hasSizeGreaterThan(990)
                    .allSatisfy(delay -> assertThat(delay).isBetween(Duration.ZERO, Duration.ofMinutes(20)));
            assertThat(delays.stream().filter(delay -> delay.toMinutes() < 10).count())
                    .isBetween(400L, 600L);
        }

        @Test
        void actionsAreLaterByTheSameEachTime() {
            assertThat(times(hourly).next(YEAR_2026)).isEqualTo(times(hourly).next(YEAR_2026));
            assertThat(new ScheduleTimes("other", hourly).next(YEAR_2026))
                    .isNotEqualTo(times(hourly).next(YEAR_2026));
        }

        @Test
        void actionsStayBeforeTheFollowingOne() {
            ScheduleTimes times = times(ScheduleSpec.cron("0,1 * * * *").withJitter(Duration.ofDays(1)));
            ActionTime time = times.next(YEAR_2026);
            for (int i = 0; i < 200; i++) {
                ActionTime following = times.next(time.nominal());
                assertThat(time.due())
                        .isBetween(time.nominal(), following.nominal().minusMillis(1));
                time = following;
            }
        }

        @Test
        void theLastActionIsLaterToo() {
            ScheduleTimes times = times(hourly.withEndAt(YEAR_2026.plus(Duration.ofHours(1))));

            assertThat(times.next(YEAR_2026).due()).isAfter(YEAR_2026.plus(Duration.ofHours(1)));
        }
    }

    private static ScheduleTimes times(ScheduleSpec spec) {
        return new ScheduleTimes("test", spec);
    }

    private static List<String> local(ScheduleSpec spec, String after, int count) {
        return list(times(spec), LocalDateTime.parse(after).toInstant(ZoneOffset.UTC), count).stream()
                .map(time -> LocalDateTime.ofInstant(time, ZoneOffset.UTC).toString())
                .toList();
    }

    private static List<Instant> list(ScheduleTimes times, Instant after, int count) {
        List<Instant> list = new ArrayList<>();
        ActionTime time = times.next(after);
        while (time != null && list.size() < count) {
            list.add(time.nominal());
            time = times.next(time.nominal());
        }
        return list;
    }
}
