package dev.durable.schedule;

import java.util.function.UnaryOperator;

/**
 * A schedule, addressed by its id. Thread-safe. Every method but {@link #scheduleId()} throws {@link ScheduleNotFoundException} if there
 * is no such schedule; all take part in the caller's transaction if there is one.
 */
public interface ScheduleHandle {

    /** The schedule. */
    String scheduleId();

    /** What is known of it: definition, next times, recent and running actions, counts. */
    ScheduleDescription describe();

    /**
     * Changes the definition. If the times change, those that have passed by then and were not acted upon are forgotten; what waits or
     * runs already stays.
     *
     * @param change makes the new definition of the present one; called again if somebody else changes it at the same time
     */
    void update(UnaryOperator<Schedule> change);

    /** Pauses it: its times pass without anything being done, and what waits is dropped, unless it was triggered or backfilled. */
    void pause(String note);

    /** Ends the pause. What has passed meanwhile is not made up for; see {@link #backfill}. */
    void unpause(String note);

    /** Takes an action now, even while paused, by the schedule's own overlap policy. */
    void trigger();

    /** Takes an action now, even while paused, by another overlap policy. */
    void trigger(OverlapPolicy overlap);

    /** Takes all actions of a stretch of time now, even while paused. */
    void backfill(ScheduleBackfill... stretches);

    /** Removes it. Workflows that it has started go on. */
    void delete();
}
