package dev.durable.annotation;

import dev.durable.activity.ActivityCancellationType;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Options of one activity method; everything not set here is taken from {@link Activity} on its type. A public method of an
 * activity type is an activity without this annotation, too.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface ActivityMethod {

    /** Whole name of the activity, stored in histories. Defaults to {@code <name of the type>.<method>}. */
    String name() default "";

    /**
     * Task queue whose nodes execute the activity. Defaults to the task queue of the calling run. If the node of the run hosts the queue,
     * attempts run there; otherwise on whichever node hosts it and has the activity.
     */
    String taskQueue() default "";

    /** Longest time of one attempt, from its start to its end. Defaults to the engine's setting (one minute). */
    String startToCloseTimeout() default "";

    /** Longest time between scheduling and the start of the first attempt. Default: unlimited. Not retried. */
    String scheduleToStartTimeout() default "";

    /** Longest time for all attempts and pauses together. Default: unlimited. */
    String scheduleToCloseTimeout() default "";

    /** Longest time between two heartbeats of a running attempt. Default: no heartbeat expected. */
    String heartbeatTimeout() default "";

    /** How failed attempts are repeated. */
    Retry retry() default @Retry;

    /**
     * What happens when the cancellation scope of a call is canceled; empty means: not set here. Default: the activity is asked to
     * stop, and the call fails at once.
     */
    ActivityCancellationType[] cancellationType() default {};

    /**
     * Whether the method is executed in a transaction that the engine begins, and that commits what it writes together with its result:
     * exactly once. With Spring, methods with {@code @Transactional} on the engine's transaction manager are, without this.
     */
    boolean transactional() default false;

    /**
     * Which of several activities that wait for a slot of their task queue begins first: from 1, before all others, to 5. Default (0): not
     * set here, which means 3 in the end.
     */
    int priority() default 0;
}
