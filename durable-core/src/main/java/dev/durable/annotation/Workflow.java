package dev.durable.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares a workflow: deterministic code whose every meaningful step is recorded in a durable history.
 *
 * <p>May stand on a class, or on an interface that exactly one class of the application implements. The class is not a
 * singleton bean: the engine creates a fresh instance for each run and again for each replay. Its only constructor may
 * take a {@link dev.durable.workflow.WorkflowContext}, activity types, a {@link java.time.Clock} and a
 * {@link java.util.random.RandomGenerator}; the last two are the workflow's own, deterministic ones.
 *
 * @see WorkflowMethod
 * @see SignalMethod
 * @see QueryMethod
 * @see UpdateMethod
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface Workflow {

    /**
     * Name of the workflow type, stored in every history. Defaults to the simple name of the annotated type; give a name
     * of your own before you rename a class that has open runs.
     */
    String name() default "";

    /** Task queue on which runs are placed unless the start says otherwise. Defaults to the engine's default queue. */
    String taskQueue() default "";

    /**
     * Exceptions that fail the workflow when they leave its code, beside the {@code dev.durable.failure} family. Any other
     * exception is taken for a bug of this deployment: the run is kept and retried until fixed code arrives.
     */
    Class<? extends Throwable>[] failureTypes() default {};

    /** Longest time for each run unless the start says otherwise; then it is closed as timed out. Defaults to no limit. */
    String runTimeout() default "";

    /**
     * Longest time for all runs together that follow from one start (by repetition or by continuing as new), unless the start says
     * otherwise. Defaults to no limit.
     */
    String executionTimeout() default "";

    /**
     * How a run that failed or timed out is repeated, as a new run of the same workflow id: {@code retry =
     * @Retry(maximumAttempts = 3)}. Defaults to no repetition: workflows usually retry their activities instead. At most one.
     */
    Retry[] retry() default {};

    /** What becomes of signals for whose names a run has no handler. */
    UnknownSignals unknownSignals() default UnknownSignals.KEEP;

    /**
     * Which code goes on with open runs when another version of it is deployed. {@link VersioningBehavior#PINNED} needs {@code
     * durable.cluster.code-version}.
     */
    VersioningBehavior versioningBehavior() default VersioningBehavior.AUTO_UPGRADE;

    /** What becomes of accepted signals whose arguments do not fit the handler. */
    UndecodableSignals undecodableSignals() default UndecodableSignals.HOLD;
}
