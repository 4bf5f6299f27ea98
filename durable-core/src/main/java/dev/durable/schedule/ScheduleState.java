package dev.durable.schedule;

import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * Whether a schedule acts by itself.
 *
 * @param paused whether it is paused: its times pass without anything being done, but it can be triggered and backfilled
 * @param note why, for people
 * @param remainingActions how many more actions it takes by itself; null for no limit. At 0 it is as if it were paused
 */
public record ScheduleState(
        boolean paused, String note, @Nullable Integer remainingActions) {

    /** Acts without a limit. */
    public static final ScheduleState ACTIVE = new ScheduleState(false, "", null);

    /** Checks the number. */
    public ScheduleState {
        if (remainingActions != null && remainingActions < 0) {
            throw new DurableException(
                    ErrorCode.SCHEDULE_ILLEGAL,
                    "The remaining actions must not be negative but are " + remainingActions + ".");
        }
    }

    /** Whether times of the spec are acted upon. */
    public boolean acts() {
        return !paused && (remainingActions == null || remainingActions > 0);
    }

    /** Paused, with a note that says why. */
    public ScheduleState asPaused(String why) {
        return new ScheduleState(true, why, remainingActions);
    }

    /** Not paused any more, with a note that says why. */
    public ScheduleState asUnpaused(String why) {
        return new ScheduleState(false, why, remainingActions);
    }

    /** With a limit of actions, or without one if null. */
    public ScheduleState withRemainingActions(@Nullable Integer actions) {
        return new ScheduleState(paused, note, actions);
    }

    /** After an action that it took by itself. */
    public ScheduleState afterAction() {
        return remainingActions == null ? this : withRemainingActions(Math.max(0, remainingActions - 1));
    }
}
