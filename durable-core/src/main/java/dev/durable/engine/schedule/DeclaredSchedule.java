package dev.durable.engine.schedule;

import dev.durable.schedule.Schedule;
import dev.durable.schedule.ScheduleState;
import org.jspecify.annotations.Nullable;

/**
 * A schedule that a workflow class declares.
 *
 * @param scheduleId the schedule
 * @param schedule its definition
 * @param paused whether the configuration wants it paused, or null if it does not say
 */
public record DeclaredSchedule(
        String scheduleId, Schedule schedule, @Nullable Boolean paused) {

    /** Tells a pause by the configuration from one by an operator, which the configuration must not end by not mentioning it. */
    private static final String CONFIGURED = "Paused by the configuration";

    /** The schedule as it is to be created. */
    Schedule created() {
        return schedule.withState(state(schedule.state()));
    }

    /** The stored schedule as it is to be from now on. */
    Schedule changed(Schedule stored) {
        return schedule.withState(state(stored.state()));
    }

    /** Whether the stored schedule is as it is to be. */
    boolean isKeptBy(Schedule stored) {
        return changed(stored).equals(stored);
    }

    private ScheduleState state(ScheduleState present) {
        boolean wanted =
                paused != null ? paused : present.paused() && !present.note().equals(CONFIGURED);
        if (wanted == present.paused()) {
            return present;
        }
        return wanted ? present.asPaused(CONFIGURED) : present.asUnpaused("");
    }
}
