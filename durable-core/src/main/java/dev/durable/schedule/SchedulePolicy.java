package dev.durable.schedule;

import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import java.time.Duration;

/**
 * How a schedule acts.
 *
 * @param overlap what happens while an earlier action's workflow is open
 * @param catchUpWindow how late an action may still be taken, after an outage say; at least 10 seconds. Later ones are missed
 * @param pauseOnFailure whether the schedule pauses when a workflow that it started fails or times out; cancellation and termination
 *     are no failures. Workflows started by {@link OverlapPolicy#ALLOW_ALL} do not count
 */
public record SchedulePolicy(OverlapPolicy overlap, Duration catchUpWindow, boolean pauseOnFailure) {

    /** The shortest catch-up window. */
    public static final Duration SHORTEST_CATCH_UP_WINDOW = Duration.ofSeconds(10);

    /** Overlapping times are skipped, missed actions are taken up to a year later, failures do not pause. */
    public static final SchedulePolicy DEFAULT = new SchedulePolicy(OverlapPolicy.SKIP, Duration.ofDays(365), false);

    /** Checks the window. */
    public SchedulePolicy {
        if (catchUpWindow.compareTo(SHORTEST_CATCH_UP_WINDOW) < 0) {
            throw new DurableException(
                    ErrorCode.SCHEDULE_ILLEGAL,
                    "The catch-up window must be at least 10 seconds but is " + catchUpWindow + ".");
        }
    }

    /** With another overlap policy. */
    public SchedulePolicy withOverlap(OverlapPolicy newOverlap) {
        return new SchedulePolicy(newOverlap, catchUpWindow, pauseOnFailure);
    }

    /** With another catch-up window. */
    public SchedulePolicy withCatchUpWindow(Duration window) {
        return new SchedulePolicy(overlap, window, pauseOnFailure);
    }

    /** Pausing on failure or not. */
    public SchedulePolicy withPauseOnFailure(boolean pause) {
        return new SchedulePolicy(overlap, catchUpWindow, pause);
    }
}
