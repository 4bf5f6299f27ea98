package dev.durable.engine.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.engine.definition.Definitions;
import dev.durable.engine.definition.DefinitionsBuilder;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.payload.JacksonPayloadConverter;
import dev.durable.payload.Payload;
import dev.durable.schedule.OverlapPolicy;
import dev.durable.schedule.Schedule;
import dev.durable.schedule.ScheduleAction;
import dev.durable.schedule.ScheduleInterval;
import dev.durable.schedule.ScheduleOptions;
import dev.durable.schedule.SchedulePolicy;
import dev.durable.schedule.ScheduleSpec;
import dev.durable.schedule.ScheduleState;
import dev.durable.schedule.ScheduledStart;
import dev.durable.schedule.WorkflowSchedule;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DeclaredSchedulesTests {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @Test
    void theAnnotationSaysItAll() {
        assertThat(declared(Full.class))
                .isEqualTo(new DeclaredSchedule(
                        "full",
                        Schedule.of(
                                        ScheduleSpec.cron("0 3 * * *")
                                                .withZone(BERLIN)
                                                .withJitter(Duration.ofSeconds(30)),
                                        ScheduleAction.of("FullType", List.of(Payload.NULL))
                                                .withTaskQueue("night")
                                                .withScheduledStart(0))
                                .withPolicy(new SchedulePolicy(OverlapPolicy.BUFFER_ONE, Duration.ofMinutes(90), true)),
                        null));
    }

    @Test
    void littleIsEnough() {
        assertThat(declared(Small.class))
                .isEqualTo(new DeclaredSchedule(
                        "Small",
                        Schedule.of(ScheduleSpec.every(Duration.ofMinutes(15)), ScheduleAction.of("Small", List.of())),
                        null));
    }

    @Test
    void theAnnotationMayStandOnAnInterface() {
        assertThat(declared(Implementation.class).scheduleId()).isEqualTo("Contract");
    }

    @Test
    void theConfigurationGoesFirst() {
        ScheduleOptions options = new ScheduleOptions(null, "1h", ZoneId.of("UTC"), Duration.ofSeconds(1), true);

        DeclaredSchedule declared = declared(Map.of("full", options), Full.class);

        assertThat(declared.schedule().spec())
                .isEqualTo(ScheduleSpec.NEVER
                        .withInterval(ScheduleInterval.every(Duration.ofHours(1)))
                        .withZone(ZoneId.of("UTC"))
                        .withJitter(Duration.ofSeconds(1)));
        assertThat(declared.created().state().paused()).isTrue();
        assertThat(declared(Map.of("Small", new ScheduleOptions("@daily", null, BERLIN, null, null)), Small.class)
                        .schedule()
                        .spec())
                .isEqualTo(ScheduleSpec.cron("@daily").withZone(BERLIN));
    }

    @Test
    void theConfigurationMayGiveTheTimes() {
        ScheduleOptions options = new ScheduleOptions("@hourly", null, null, null, null);

        assertThat(declared(Map.of("Timeless", options), Timeless.class)
                        .schedule()
                        .spec())
                .isEqualTo(ScheduleSpec.cron("@hourly"));
    }

    @Test
    void aPauseByAnOperatorIsNotTouched() {
        DeclaredSchedule silent = declared(Small.class);
        DeclaredSchedule pausing =
                declared(Map.of("Small", new ScheduleOptions(null, null, null, null, true)), Small.class);
        DeclaredSchedule acting =
                declared(Map.of("Small", new ScheduleOptions(null, null, null, null, false)), Small.class);
        ScheduleState byOperator = ScheduleState.ACTIVE.asPaused("Incident 7");
        Schedule pausedByOperator = silent.schedule().withState(byOperator);

        assertThat(silent.changed(pausedByOperator).state()).isEqualTo(byOperator);
        assertThat(pausing.changed(pausedByOperator).state()).isEqualTo(byOperator);
        assertThat(acting.changed(pausedByOperator).state().paused()).isFalse();
        assertThat(silent.changed(pausing.created()).state().paused()).isFalse();
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                Arguments.of(BadCron.class, ErrorCode.SCHEDULE_ILLEGAL, "The cron expression '0 25 * * *'"),
                Arguments.of(BadInterval.class, ErrorCode.SCHEDULE_ILLEGAL, "'soon' is no interval"),
                Arguments.of(BadZone.class, ErrorCode.SCHEDULE_ILLEGAL, "'Europe/Berlim' is no time zone"),
                Arguments.of(BadWindow.class, ErrorCode.SCHEDULE_ILLEGAL, "at least 10 seconds"),
                Arguments.of(Timeless.class, ErrorCode.SCHEDULE_ILLEGAL, "Either cron or every must be given"),
                Arguments.of(Both.class, ErrorCode.SCHEDULE_ILLEGAL, "not both"),
                Arguments.of(Arguing.class, ErrorCode.SCHEDULED_METHOD_ILLEGAL, "run takes [java.lang.String]"));
    }

    @ParameterizedTest
    @MethodSource
    void mistakes(Class<?> workflow, ErrorCode code, String reason) {
        assertThatExceptionOfType(DurableException.class)
                .isThrownBy(() -> declared(workflow))
                .withMessageContaining(workflow.getName())
                .withMessageContaining(reason)
                .extracting(DurableException::code)
                .isEqualTo(code);
    }

    @Test
    void anIdIsDeclaredOnce() {
        assertThatExceptionOfType(DurableException.class)
                .isThrownBy(() -> read(Map.of(), Small.class, SameId.class))
                .withMessageContaining("Two workflows declare a schedule 'Small'")
                .extracting(DurableException::code)
                .isEqualTo(ErrorCode.SCHEDULE_ID_AMBIGUOUS);
    }

    @Test
    void optionsForNothingAreRefused() {
        assertThatExceptionOfType(DurableException.class)
                .isThrownBy(() -> read(Map.of("Smal", ScheduleOptions.NONE), Small.class))
                .withMessageContaining("[Smal]")
                .withMessageContaining("Declared are [Small]")
                .extracting(DurableException::code)
                .isEqualTo(ErrorCode.OPTION_ILLEGAL);
    }

    private static DeclaredSchedule declared(Class<?> workflow) {
        return declared(Map.of(), workflow);
    }

    private static DeclaredSchedule declared(Map<String, ScheduleOptions> options, Class<?> workflow) {
        List<DeclaredSchedule> declared = read(options, workflow);
        assertThat(declared).hasSize(1);
        return declared.get(0);
    }

    private static List<DeclaredSchedule> read(Map<String, ScheduleOptions> options, Class<?>... workflows) {
        DefinitionsBuilder definitions = Definitions.builder(new JacksonPayloadConverter());
        Stream.of(workflows).forEach(definitions::workflow);
        return DeclaredSchedules.of(definitions.build(), options, false);
    }

    @Workflow(name = "FullType", taskQueue = "night")
    @WorkflowSchedule(
            id = "full",
            cron = "0 3 * * *",
            zone = "Europe/Berlin",
            jitter = "30s",
            overlap = OverlapPolicy.BUFFER_ONE,
            catchUpWindow = "1h30m",
            pauseOnFailure = true)
    static class Full {

        @WorkflowMethod
        public void run(ScheduledStart start) {}
    }

    @Workflow
    @WorkflowSchedule(every = "15m")
    static class Small {

        @WorkflowMethod
        public void run() {}
    }

    @Workflow
    @WorkflowSchedule(id = "Small", every = "15m")
    static class SameId extends Nothing {}

    @Workflow
    @WorkflowSchedule(every = "1d")
    interface Contract {

        @WorkflowMethod
        void run();
    }

    static class Implementation implements Contract {

        @Override
        public void run() {}
    }

    @Workflow
    @WorkflowSchedule
    static class Timeless extends Nothing {}

    @Workflow
    @WorkflowSchedule(cron = "@daily", every = "1d")
    static class Both extends Nothing {}

    @Workflow
    @WorkflowSchedule(cron = "0 25 * * *")
    static class BadCron extends Nothing {}

    @Workflow
    @WorkflowSchedule(every = "soon")
    static class BadInterval extends Nothing {}

    @Workflow
    @WorkflowSchedule(cron = "@daily", zone = "Europe/Berlim")
    static class BadZone extends Nothing {}

    @Workflow
    @WorkflowSchedule(cron = "@daily", catchUpWindow = "9s")
    static class BadWindow extends Nothing {}

    @Workflow
    @WorkflowSchedule(every = "1d")
    static class Arguing {

        @WorkflowMethod
        public void run(String region) {}
    }

    abstract static class Nothing {

        @WorkflowMethod
        public void run() {}
    }
}
