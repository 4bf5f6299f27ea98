package dev.durable.engine.schedule;

import dev.durable.engine.definition.Definitions;
import dev.durable.engine.definition.NamedValues;
import dev.durable.engine.definition.WorkflowDefinition;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.payload.Payload;
import dev.durable.schedule.Schedule;
import dev.durable.schedule.ScheduleAction;
import dev.durable.schedule.ScheduleInterval;
import dev.durable.schedule.ScheduleOptions;
import dev.durable.schedule.SchedulePolicy;
import dev.durable.schedule.ScheduleSpec;
import dev.durable.schedule.ScheduledStart;
import dev.durable.schedule.WorkflowSchedule;
import java.lang.reflect.Type;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads the schedules that workflow classes declare by {@link WorkflowSchedule}, and checks them. */
public final class DeclaredSchedules {

    private final NamedValues<ScheduleOptions> options;
    private final Map<String, WorkflowDefinition> declaring = new TreeMap<>();

    private DeclaredSchedules(Map<String, ScheduleOptions> options) {
        this.options = new NamedValues<>(options);
    }

    /**
     * All schedules that are declared.
     *
     * @param options what is configured, by schedule id
     * @param partOfApplication whether options for schedules that are not declared may be of workflows that are not there, and are left out
     * @throws DurableException {@code DUR-1030} to {@code DUR-1032}, or {@code DUR-1010} if there are options for a schedule that is
     *     not declared
     */
    public static List<DeclaredSchedule> of(
            Definitions definitions, Map<String, ScheduleOptions> options, boolean partOfApplication) {
        DeclaredSchedules schedules = new DeclaredSchedules(options);
        List<DeclaredSchedule> declared = schedules.read(definitions);
        if (!partOfApplication) {
            schedules.requireAllUsed();
        }
        return declared;
    }

    private List<DeclaredSchedule> read(Definitions definitions) {
        List<DeclaredSchedule> declared = new ArrayList<>();
        for (String type : definitions.workflowTypes()) {
            WorkflowDefinition workflow = definitions.workflow(type).orElseThrow();
            Optional<WorkflowSchedule> annotation = workflow.annotation(WorkflowSchedule.class);
            annotation.ifPresent(schedule -> declared.add(read(workflow, schedule)));
        }
        return declared;
    }

    private void requireAllUsed() {
        if (!options.unused().isEmpty()) {
            throw new DurableException(
                    ErrorCode.OPTION_ILLEGAL,
                    "Options are configured for the schedules " + options.unused()
                            + ", but no workflow declares a schedule of that id. Declared are " + declaring.keySet()
                            + ".");
        }
    }

    private DeclaredSchedule read(WorkflowDefinition workflow, WorkflowSchedule annotation) {
        String scheduleId = annotation.id().isEmpty() ? workflow.name() : annotation.id();
        WorkflowDefinition other = declaring.put(scheduleId, workflow);
        if (other != null) {
            throw new DurableException(
                    ErrorCode.SCHEDULE_ID_AMBIGUOUS,
                    "Two workflows declare a schedule '" + scheduleId + "': "
                            + other.implementation().getName() + " and "
                            + workflow.implementation().getName() + ".");
        }
        ScheduleOptions ofId = options.take(scheduleId);
        ScheduleOptions configured = ofId != null ? ofId : ScheduleOptions.NONE;
        try {
            Schedule schedule = Schedule.of(spec(annotation, configured), action(workflow, scheduleId))
                    .withPolicy(policy(annotation));
            return new DeclaredSchedule(scheduleId, schedule, configured.paused());
        } catch (DurableException e) {
            throw new DurableException(
                    e.code(),
                    "The schedule '" + scheduleId + "' of "
                            + workflow.implementation().getName() + " cannot be had: " + e.what(),
                    e);
        }
    }

    private static ScheduleSpec spec(WorkflowSchedule annotation, ScheduleOptions configured) {
        boolean configuredTimes = configured.cron() != null || configured.every() != null;
        String cron = orEmpty(configuredTimes ? configured.cron() : annotation.cron());
        String every = orEmpty(configuredTimes ? configured.every() : annotation.every());
        if (cron.isEmpty() == every.isEmpty()) {
            throw illegal("Either cron or every must be given" + (cron.isEmpty() ? "" : ", not both"), null);
        }
        ScheduleSpec spec = cron.isEmpty()
                ? ScheduleSpec.NEVER.withInterval(ScheduleInterval.parse(every))
                : ScheduleSpec.cron(cron);
        ZoneId zone = configured.zone() != null ? configured.zone() : zone(annotation.zone());
        Duration jitter = configured.jitter() != null ? configured.jitter() : duration(annotation.jitter());
        return (zone == null ? spec : spec.withZone(zone)).withJitter(jitter == null ? Duration.ZERO : jitter);
    }

    private static SchedulePolicy policy(WorkflowSchedule annotation) {
        SchedulePolicy policy = SchedulePolicy.DEFAULT
                .withOverlap(annotation.overlap())
                .withPauseOnFailure(annotation.pauseOnFailure());
        Duration window = duration(annotation.catchUpWindow());
        return window == null ? policy : policy.withCatchUpWindow(window);
    }

    private static ScheduleAction action(WorkflowDefinition workflow, String scheduleId) {
        List<Type> parameters = workflow.main().parameterTypes();
        boolean none = parameters.isEmpty();
        if (!none && !parameters.equals(List.of(ScheduledStart.class))) {
            throw new DurableException(
                    ErrorCode.SCHEDULED_METHOD_ILLEGAL,
                    "The workflow method " + workflow.main().method().getName() + " takes "
                            + parameters.stream().map(Type::getTypeName).toList() + ", which the schedule '"
                            + scheduleId
                            + "' cannot give.");
        }
        ScheduleAction action = ScheduleAction.of(workflow.name(), none ? List.of() : List.of(Payload.NULL))
                .withTaskQueue(workflow.taskQueue());
        return none ? action : action.withScheduledStart(0);
    }

    private static @Nullable ZoneId zone(String text) {
        try {
            return text.isEmpty() ? null : ZoneId.of(text);
        } catch (DateTimeException e) {
            throw illegal("'" + text + "' is no time zone", e);
        }
    }

    private static @Nullable Duration duration(String text) {
        return text.isEmpty() ? null : ScheduleInterval.parse(text).every();
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static DurableException illegal(String what, @Nullable Exception cause) {
        return new DurableException(ErrorCode.SCHEDULE_ILLEGAL, what + ".", cause);
    }
}
