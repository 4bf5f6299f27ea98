package dev.durable.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A method of a {@link Workflow} type that receives an update: a request that may change the workflow's state, and whose caller
 * learns what came of it.
 *
 * <p>An update is validated first, by its {@link UpdateValidatorMethod} if there is one; one that is rejected leaves no trace in the
 * history. Once it is accepted the method runs in a workflow thread of its own before the main method goes on, may block and call
 * activities, and several may be under way at once. What it returns is the update's result. A failure of the
 * {@code dev.durable.failure} family, or one that the workflow declares as its own, fails the update and not the workflow.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface UpdateMethod {

    /** Name of the update. Defaults to the method's name. */
    String name() default "";

    /** What happens if it has not finished when the run closes. */
    UnfinishedPolicy unfinishedPolicy() default UnfinishedPolicy.WARN_AND_ABANDON;
}
