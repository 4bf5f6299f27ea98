package dev.durable.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.durable.activity.RetryOptions;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.search.SearchAttributes;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ScheduleSpecTests {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @Test
    void aZoneBeforeACronExpressionIsThatOfTheSpec() {
        assertThat(ScheduleSpec.cron("CRON_TZ=Europe/Berlin 0 3 * * *"))
                .isEqualTo(ScheduleSpec.cron("0 3 * * *").withZone(BERLIN));
    }

    @Test
    void cronExpressionsAreCalendarsAndIntervalsToo() {
        ScheduleSpec spec = ScheduleSpec.calendar(ScheduleCalendar.at(9, 0))
                .withInterval(ScheduleInterval.every(Duration.ofHours(1)))
                .withCron("0 3 * * *")
                .withCron("@every 5m");

        assertThat(spec.allCalendars()).containsExactly(ScheduleCalendar.at(9, 0), ScheduleCalendar.at(3, 0));
        assertThat(spec.allIntervals())
                .containsExactly(
                        ScheduleInterval.every(Duration.ofHours(1)), ScheduleInterval.every(Duration.ofMinutes(5)));
    }

    @Test
    void calendarsAreAtTheirFirstMomentUnlessTheySayMore() {
        assertThat(ScheduleCalendar.MIDNIGHT.hours()).containsExactly(ScheduleRange.of(0));
        assertThat(ScheduleCalendar.at(9, 30).withDaysOfWeek(DayOfWeek.SUNDAY, DayOfWeek.MONDAY))
                .isEqualTo(CronExpression.parse("30 9 * * 0,1").calendar());
    }

    static Stream<Supplier<Object>> nonsense() {
        return Stream.of(
                () -> ScheduleRange.of(5, 4),
                () -> ScheduleRange.of(5, 6).withStep(0),
                () -> ScheduleCalendar.at(24, 0),
                () -> ScheduleCalendar.at(-1, 0),
                () -> ScheduleCalendar.at(0, 60),
                () -> ScheduleCalendar.MIDNIGHT.withSeconds(60),
                () -> ScheduleCalendar.MIDNIGHT.withDaysOfMonth(0),
                () -> ScheduleCalendar.MIDNIGHT.withDaysOfWeek(ScheduleRange.of(8)),
                () -> ScheduleCalendar.MIDNIGHT.withYears(1969),
                () -> ScheduleInterval.every(Duration.ofMillis(999)),
                () -> ScheduleInterval.every(Duration.ofMillis(1500)),
                () -> ScheduleInterval.every(Duration.ZERO),
                () -> ScheduleInterval.every(Duration.ofHours(-1)),
                () -> new ScheduleInterval(Duration.ofHours(1), Duration.ofHours(1)),
                () -> new ScheduleInterval(Duration.ofHours(1), Duration.ofMinutes(-1)),
                () -> ScheduleSpec.cron("soon"),
                () -> ScheduleSpec.cron("CRON_TZ=Europe/Berlin @daily").withCron("CRON_TZ=America/New_York @daily"),
                () -> new ScheduleSpec(
                        List.of(),
                        List.of(),
                        List.of("CRON_TZ=Europe/Berlin @daily"),
                        List.of(),
                        null,
                        null,
                        Duration.ZERO,
                        BERLIN),
                () -> ScheduleSpec.NEVER.withJitter(Duration.ofSeconds(-1)),
                () -> ScheduleSpec.NEVER.withStartAt(NOON).withEndAt(NOON.minusSeconds(1)),
                () -> SchedulePolicy.DEFAULT.withCatchUpWindow(Duration.ofSeconds(9)),
                () -> ScheduleState.ACTIVE.withRemainingActions(-1),
                () -> ScheduleBackfill.of(NOON, NOON.minusSeconds(1)),
                () -> ScheduleAction.of("W", List.of()).withWorkflowId(" "),
                () -> ScheduleAction.of("W", List.of()).withWorkflowId("x".repeat(221)),
                () -> ScheduleAction.of("W", List.of()).withRunTimeout(Duration.ZERO),
                () -> ScheduleAction.of("W", List.of()).withExecutionTimeout(Duration.ofSeconds(-1)),
                () -> ScheduleAction.of("W", List.of())
                        .withRetry(new RetryOptions(Duration.ZERO, null, null, null, null)),
                () -> ScheduleAction.of("W", List.of())
                        .withSearchAttributes(SearchAttributes.of(ScheduledStart.SCHEDULE_ID, "mine")));
    }

    @ParameterizedTest
    @MethodSource
    void nonsense(Supplier<Object> construction) {
        assertThatExceptionOfType(DurableException.class)
                .isThrownBy(construction::get)
                .extracting(DurableException::code)
                .isEqualTo(ErrorCode.SCHEDULE_ILLEGAL);
    }

    @Test
    void anActionByItselfLowersWhatRemains() {
        ScheduleState limited = ScheduleState.ACTIVE.withRemainingActions(1);

        assertThat(ScheduleState.ACTIVE.afterAction()).isEqualTo(ScheduleState.ACTIVE);
        assertThat(limited.acts()).isTrue();
        assertThat(limited.afterAction().acts()).isFalse();
        assertThat(limited.afterAction().afterAction().remainingActions()).isZero();
        assertThat(limited.asPaused("broken").acts()).isFalse();
    }
}
