package dev.durable.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.durable.activity.RetryOptions;
import dev.durable.payload.Payload;
import dev.durable.payload.PayloadException;
import dev.durable.search.SearchAttributeKey;
import dev.durable.search.SearchAttributes;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.Month;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleJsonTests {

    private static final ScheduleAction ACTION = ScheduleAction.of("Reconciliation", List.of());
    private static final Instant TIME = Instant.parse("2026-03-01T10:00:00.123456Z");

    static Stream<Schedule> schedules() {
        return Stream.of(
                Schedule.of(ScheduleSpec.NEVER, ACTION),
                Schedule.of(ScheduleSpec.cron("CRON_TZ=Europe/Berlin 0 3 * * *").withCron("@every 6h/5h"), ACTION),
                Schedule.of(
                        ScheduleSpec.NEVER
                                .withCalendar(ScheduleCalendar.at(9, 30)
                                        .withSeconds(5, 10)
                                        .withMinutes(ScheduleRange.of(0, 59).withStep(7), ScheduleRange.of(3))
                                        .withHours(ScheduleRange.of(8, 17))
                                        .withDaysOfMonth(1, 31)
                                        .withMonths(Month.MAY, Month.DECEMBER)
                                        .withYears(ScheduleRange.of(2026, 2199).withStep(2))
                                        .withDaysOfWeek(DayOfWeek.SUNDAY, DayOfWeek.FRIDAY)
                                        .withComment("with a \"comment\""))
                                .withCalendar(ScheduleCalendar.MIDNIGHT)
                                .withInterval(new ScheduleInterval(Duration.ofDays(2), Duration.ofSeconds(1)))
                                .withInterval(ScheduleInterval.every(Duration.ofSeconds(1)))
                                .withSkip(ScheduleCalendar.EVERY_SECOND
                                        .withMonths(Month.DECEMBER)
                                        .withDaysOfMonth(24, 25))
                                .withStartAt(TIME)
                                .withEndAt(TIME.plusSeconds(1))
                                .withJitter(Duration.ofSeconds(90))
                                .withZone(ZoneId.of("America/New_York")),
                        ACTION),
                new Schedule(
                        ScheduleAction.of(
                                        "Type",
                                        List.of(
                                                Payload.json("{\"a\": [1, 2.50]}"),
                                                Payload.NULL,
                                                new Payload("AAEC", Map.of("encoding", "aes"))))
                                .withWorkflowId("prefix")
                                .withTaskQueue("queue")
                                .withScheduledStart(1)
                                .withExecutionTimeout(Duration.ofHours(2))
                                .withRunTimeout(Duration.ofMillis(1500))
                                .withRetry(new RetryOptions(
                                        Duration.ofSeconds(1), 1.5, Duration.ofMinutes(1), 3, List.of("Broken")))
                                .withSearchAttributes(SearchAttributes.of(SearchAttributeKey.keyword("region"), "eu")
                                        .with(SearchAttributeKey.longKey("size"), 7L)),
                        ScheduleSpec.every(Duration.ofMinutes(1)).withZone(ZoneId.of("+02:00")),
                        new SchedulePolicy(OverlapPolicy.CANCEL_OTHER, Duration.ofSeconds(10), true),
                        new ScheduleState(true, "maintenance", 0)),
                Schedule.of(ScheduleSpec.NEVER, ACTION.withRetry(RetryOptions.maximumAttempts(0))),
                Schedule.of(ScheduleSpec.NEVER, ACTION.withRetry(RetryOptions.NONE)),
                Schedule.of(ScheduleSpec.NEVER.withZone(ZoneId.of("UTC")), ACTION)
                        .withState(ScheduleState.ACTIVE.withRemainingActions(7)));
    }

    @ParameterizedTest
    @MethodSource("schedules")
    void aScheduleComesBackAsItWas(Schedule schedule) {
        assertThat(ScheduleJson.read(ScheduleJson.write(schedule))).isEqualTo(schedule);
    }

    @Test
    void theJsonIsForPeopleToo() {
        Schedule schedule = Schedule.of(
                ScheduleSpec.cron("0 3 * * *")
                        .withCalendar(ScheduleCalendar.at(9, 30).withDaysOfWeek(DayOfWeek.MONDAY))
                        .withInterval(ScheduleInterval.every(Duration.ofHours(1))),
                ACTION.withTaskQueue("night"));

        assertThat(ScheduleJson.write(schedule))
                .isEqualTo("{\"action\":{\"workflowType\":\"Reconciliation\",\"taskQueue\":\"night\"},"
                        + "\"spec\":{\"cron\":[\"0 3 * * *\"],\"calendars\":[{\"seconds\":\"0\",\"minutes\":\"30\","
                        + "\"hours\":\"9\",\"daysOfWeek\":\"1\"}],\"intervals\":[{\"every\":\"PT1H\"}],\"zone\":\"Z\"},"
                        + "\"policy\":{\"overlap\":\"SKIP\",\"catchUpWindow\":\"PT8760H\"},\"state\":{}}");
    }

    @Test
    void propertiesOfLaterVersionsArePassedOver() {
        Schedule schedule =
                ScheduleJson.read("{\"later\":[{}],\"action\":{\"workflowType\":\"Reconciliation\",\"x\":1},"
                        + "\"spec\":{\"x\":{},\"calendars\":[{\"x\":\"\",\"hours\":\"3\"}],\"intervals\":[{\"x\":1,\"every\":\"PT1M\"}]},"
                        + "\"policy\":{\"x\":1},\"state\":{\"x\":1}}");

        assertThat(schedule)
                .isEqualTo(Schedule.of(
                        ScheduleSpec.calendar(ScheduleCalendar.at(3, 0))
                                .withInterval(ScheduleInterval.every(Duration.ofMinutes(1))),
                        ACTION));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"action\":{\"workflowType\":\"A\"},\"spec\":{\"cron\":[\"soon\"]}}",
                "{\"action\":{\"workflowType\":\"A\"},\"spec\":{\"zone\":\"Nowhere\"}}",
                "{\"action\":{\"workflowType\":\"A\"},\"spec\":{\"calendars\":[{\"hours\":\"a\"}]}}",
                "{\"action\":{\"workflowType\":\"A\"},\"policy\":{\"overlap\":\"SOMETIMES\"}}",
                "{\"action\":{\"workflowType\":\"A\"}",
            })
    void whatIsNoScheduleIsRefused(String json) {
        assertThatExceptionOfType(PayloadException.class).isThrownBy(() -> ScheduleJson.read(json));
    }
}
