package dev.durable.schedule;

/**
 * What a schedule has done since it was created.
 *
 * @param actions workflows started, triggered and backfilled ones included
 * @param missed times that were past the catch-up window when they were noticed
 * @param skipped times that were left out because of the overlap policy, or because the schedule was paused while they waited
 * @param dropped times that were left out because too many waited already
 */
public record ScheduleCounts(long actions, long missed, long skipped, long dropped) {

    /** Nothing yet. */
    public static final ScheduleCounts NONE = new ScheduleCounts(0, 0, 0, 0);

    /** After more actions. */
    public ScheduleCounts plusActions(long more) {
        return new ScheduleCounts(actions + more, missed, skipped, dropped);
    }

    /** After more missed times. */
    public ScheduleCounts plusMissed(long more) {
        return new ScheduleCounts(actions, missed + more, skipped, dropped);
    }

    /** After more skipped times. */
    public ScheduleCounts plusSkipped(long more) {
        return new ScheduleCounts(actions, missed, skipped + more, dropped);
    }

    /** After more dropped times. */
    public ScheduleCounts plusDropped(long more) {
        return new ScheduleCounts(actions, missed, skipped, dropped + more);
    }
}
