package dev.durable.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Month;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CronExpressionTests {

    @Test
    void fiveFieldsAreThoseOfCron() {
        assertThat(calendar("30 4 1-15/7 */3 mon-fri"))
                .isEqualTo(ScheduleCalendar.at(4, 30)
                        .withDaysOfMonth(ScheduleRange.of(1, 15).withStep(7))
                        .withMonths(ScheduleRange.of(1, 12).withStep(3))
                        .withDaysOfWeek(ScheduleRange.of(1, 5)));
    }

    @Test
    void sixFieldsHaveTheSecondFirstAsSpringHasIt() {
        assertThat(calendar("15 0 3 * * *")).isEqualTo(ScheduleCalendar.at(3, 0).withSeconds(15));
    }

    @Test
    void sixFieldsWithYearsHaveTheYearLast() {
        assertThat(calendar("0 3 1 1 * 2027,2030-2040/5"))
                .isEqualTo(ScheduleCalendar.at(3, 0)
                        .withDaysOfMonth(1)
                        .withMonths(Month.JANUARY)
                        .withYears(
                                ScheduleRange.of(2027),
                                ScheduleRange.of(2030, 2040).withStep(5)));
    }

    @Test
    void sevenFieldsHaveBoth() {
        assertThat(calendar("*/10 5 12 ? * SUN *"))
                .isEqualTo(ScheduleCalendar.at(12, 5)
                        .withSeconds(ScheduleRange.of(0, 59).withStep(10))
                        .withDaysOfWeek(DayOfWeek.SUNDAY));
    }

    @Test
    void aSingleValueWithAStepGoesOnToTheEnd() {
        assertThat(calendar("10/20,5 * * * *").minutes())
                .containsExactly(ScheduleRange.of(10, 59).withStep(20), ScheduleRange.of(5));
    }

    @Test
    void whatMatchesEverythingLeavesTheDateOpen() {
        ScheduleCalendar calendar = calendar("* * ? * ?");

        assertThat(calendar.hours()).containsExactly(ScheduleRange.of(0, 23));
        assertThat(calendar.minutes()).containsExactly(ScheduleRange.of(0, 59));
        assertThat(calendar.seconds()).containsExactly(ScheduleRange.of(0));
        assertThat(List.of(calendar.daysOfMonth(), calendar.months(), calendar.daysOfWeek(), calendar.years()))
                .allSatisfy(field -> assertThat(field).isEmpty());
    }

    @ParameterizedTest
    @CsvSource({
        "SUN, 0",
        "Sunday, 0",
        "sat, 6",
        "7, 7",
        "FRI-SUN, 5-7",
        "SUN-TUE, 0-2",
        "thurs, 4",
        "MON-SUNDAY/2, 1-7/2",
    })
    void daysHaveNames(String field, String range) {
        assertThat(calendar("0 0 * * " + field).daysOfWeek()).hasToString("[" + range + "]");
    }

    @ParameterizedTest
    @CsvSource({"Jan, 1", "DEC, 12", "june-august, 6-8", "2/5, 2-12/5"})
    void monthsHaveNames(String field, String range) {
        assertThat(calendar("0 0 1 " + field + " *").months()).hasToString("[" + range + "]");
    }

    @ParameterizedTest
    @CsvSource({
        "@yearly, 0 0 1 1 *",
        "@annually, 0 0 1 1 *",
        "@monthly, 0 0 1 * *",
        "@weekly, 0 0 * * 0",
        "@Daily, 0 0 * * *",
        "@midnight, 0 0 * * *",
        "@hourly, 0 * * * *",
    })
    void usualOnesHaveNames(String name, String expression) {
        assertThat(calendar(name)).isEqualTo(calendar(expression));
    }

    @Test
    void everyMeansAnInterval() {
        assertThat(CronExpression.parse("@every 1h30m").interval())
                .isEqualTo(ScheduleInterval.every(Duration.ofMinutes(90)));
        assertThat(CronExpression.parse("@every 6h/5h").interval())
                .isEqualTo(new ScheduleInterval(Duration.ofHours(6), Duration.ofHours(5)));
    }

    @Test
    void aZoneMayStandBefore() {
        CronExpression cron = CronExpression.parse(" CRON_TZ=Europe/Berlin   0 3  * * * ");

        assertThat(cron.zone()).isEqualTo(ZoneId.of("Europe/Berlin"));
        assertThat(cron.text()).isEqualTo("0 3 * * *");
        assertThat(CronExpression.parse("TZ=UTC @daily").zone()).isEqualTo(ZoneId.of("UTC"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0",
                "0 0 * *",
                "0 0 0 0 0 0 0 0",
                "60 * * * *",
                "* 24 * * *",
                "0 0 0 * *",
                "0 0 32 * *",
                "0 0 * 13 *",
                "0 0 * * 8",
                "0 0 1 1 * 1969",
                "0 0 1 1 * 2200",
                "5-3 * * * *",
                "*/0 * * * *",
                "1/2/3 * * * *",
                "1-2-3 * * * *",
                ",1 * * * *",
                "*-5 * * * *",
                "-5 * * * *",
                "a * * * *",
                "0 0 * mon *",
                "0 0 * * mo",
                "0 0 * * SAT-MON",
                "0 0 L * *",
                "@never",
                "@every",
                "@every soon",
                "@every 0s",
                "@every 1500ms",
                "@every 1h/1h",
                "@every 1h/1m/1s",
                "CRON_TZ=Nowhere/Land 0 0 * * *",
                "CRON_TZ=Europe/Berlin",
            })
    void whatCannotBeReadIsRefused(String expression) {
        assertThatExceptionOfType(DurableException.class)
                .isThrownBy(() -> CronExpression.parse(expression))
                .extracting(DurableException::code)
                .isEqualTo(ErrorCode.SCHEDULE_ILLEGAL);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "0 3 * *      | it has 4 fields; there must be five",
                "0 25 * * *   | the hour 25 is not within 0 to 23",
                "0 0 * * XYZ  | 'XYZ' is no day of week",
                "0 0 L * *    | 'L' is no day of month; L, W and # are not supported",
                "0 0 * * 6-1  | the range '6-1' of the day of week has no values",
            })
    void aMistakeIsNamed(String expression, String reason) {
        assertThatExceptionOfType(DurableException.class)
                .isThrownBy(() -> CronExpression.parse(expression))
                .withMessageContaining("'" + expression + "'")
                .withMessageContaining(reason);
    }

    private static ScheduleCalendar calendar(String expression) {
        return CronExpression.parse(expression).calendar();
    }
}
