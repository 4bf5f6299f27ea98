package dev.durable.schedule;

/**
 * A schedule as it is defined. Immutable; each {@code with…} method returns a copy.
 *
 * @param action what it does
 * @param spec when
 * @param policy how
 * @param state whether it does so at the moment
 */
public record Schedule(ScheduleAction action, ScheduleSpec spec, SchedulePolicy policy, ScheduleState state) {

    /** An active schedule with the default policy. */
    public static Schedule of(ScheduleSpec spec, ScheduleAction action) {
        return new Schedule(action, spec, SchedulePolicy.DEFAULT, ScheduleState.ACTIVE);
    }

    /** With another action. */
    public Schedule withAction(ScheduleAction newAction) {
        return new Schedule(newAction, spec, policy, state);
    }

    /** At other times. */
    public Schedule withSpec(ScheduleSpec newSpec) {
        return new Schedule(action, newSpec, policy, state);
    }

    /** With another policy. */
    public Schedule withPolicy(SchedulePolicy newPolicy) {
        return new Schedule(action, spec, newPolicy, state);
    }

    /** In another state. */
    public Schedule withState(ScheduleState newState) {
        return new Schedule(action, spec, policy, newState);
    }
}
