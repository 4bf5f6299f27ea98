package dev.durable.store;

/**
 * Which nodes may make the attempts of an activity, and in which order.
 *
 * @param taskQueue those that host the queue
 * @param activityType and have the type
 * @param priority from 1, which comes first, to 5
 */
public record ActivityRoute(String taskQueue, String activityType, int priority) {

    /** The priority that comes first. */
    public static final int HIGHEST_PRIORITY = 1;

    /** The priority that comes last. */
    public static final int LOWEST_PRIORITY = 5;
}
