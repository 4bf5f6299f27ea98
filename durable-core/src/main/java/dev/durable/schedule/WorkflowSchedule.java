package dev.durable.schedule;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Starts a workflow again and again. Stands beside {@link dev.durable.annotation.Workflow} on a class whose workflow method takes nothing
 * or a {@link ScheduledStart}.
 *
 * <pre>{@code
 * @Workflow
 * @WorkflowSchedule(cron = "0 3 * * *", zone = "Europe/Berlin")
 * class ReconciliationWorkflow { … }
 * }</pre>
 *
 * <p>The schedule is created when an engine starts that executes the workflow, and changed if it differs from what is declared. Whether
 * it is paused is left as it is. Taking the annotation away does not delete it; {@link ScheduleHandle#delete()} does.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface WorkflowSchedule {

    /** The schedule id. Defaults to the name of the workflow type. */
    String id() default "";

    /** When, as a cron expression ({@link ScheduleSpec}). Either this or {@link #every()} is given, here or in the configuration. */
    String cron() default "";

    /** At what distances: {@code 90s}, {@code 15m}, {@code 1h30m}, {@code 1d}; with an offset {@code 6h/5h}. */
    String every() default "";

    /** Time zone of the cron expression; UTC unless set. */
    String zone() default "";

    /** By how much actions may be put off so that not everything happens at once, as in {@code 30s}. */
    String jitter() default "";

    /** What happens while the workflow that was started before is still open. */
    OverlapPolicy overlap() default OverlapPolicy.SKIP;

    /** How late an action may still be taken, after an outage say; a year unless set. */
    String catchUpWindow() default "";

    /** Whether the schedule pauses when a workflow that it started fails. */
    boolean pauseOnFailure() default false;
}
