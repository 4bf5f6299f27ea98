package dev.durable.activity;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The four time limits of one scheduled activity.
 *
 * @param startToClose longest time of one attempt
 * @param scheduleToStart longest wait for the first attempt to start, or null if unlimited
 * @param scheduleToClose longest time for all attempts together, or null if unlimited
 * @param heartbeat longest time between heartbeats, or null if none are expected
 */
public record ActivityTimeouts(
        Duration startToClose,
        @Nullable Duration scheduleToStart,
        @Nullable Duration scheduleToClose,
        @Nullable Duration heartbeat) {

    /** Checks that every limit is positive. */
    public ActivityTimeouts {
        requirePositive("startToClose", startToClose);
        requirePositive("scheduleToStart", scheduleToStart);
        requirePositive("scheduleToClose", scheduleToClose);
        requirePositive("heartbeat", heartbeat);
    }

    /** Only a limit for each attempt. */
    public static ActivityTimeouts startToClose(Duration timeout) {
        return new ActivityTimeouts(timeout, null, null, null);
    }

    private static void requirePositive(String name, @Nullable Duration timeout) {
        if (timeout != null && (timeout.isNegative() || timeout.isZero())) {
            throw new IllegalArgumentException("The " + name + " timeout must be positive but is " + timeout);
        }
    }
}
