package dev.durable.annotation;

import dev.durable.activity.ActivityCancellationType;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares a type whose public methods are activities: ordinary Spring bean code for side effects and for everything that is
 * not deterministic. May stand on a class or on an interface that exactly one bean implements.
 *
 * <p>Workflows call activities through a stub injected into their constructor. Each call is recorded in the history; a
 * failed attempt is repeated as {@link #retry()} says, and the result is recorded once. An activity may therefore run more
 * than once (the process can die between its effect and the record of it) and should be idempotent;
 * {@link dev.durable.activity.ActivityInfo#idempotencyKey()} is made for that.
 *
 * <p>Options given here apply to all methods of the type. They yield to {@link ActivityMethod}, to
 * {@code durable.activities.*} in the configuration and, last, to options given at the call.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface Activity {

    /** Prefix of the activity names, stored in histories: {@code <name>.<method>}. Defaults to the simple name of the type. */
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
     * Whether all methods of the type are executed in a transaction that the engine begins, and that commits what they write together with their result:
     * exactly once. With Spring, methods with {@code @Transactional} on the engine's transaction manager are, without this.
     */
    boolean transactional() default false;

    /**
     * Which of several activities that wait for a slot of their task queue begins first: from 1, before all others, to 5. Default (0): not
     * set here, which means 3 in the end.
     */
    int priority() default 0;
}
